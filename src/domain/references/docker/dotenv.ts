import { expandShell } from './expandShell.ts';
import type { Expansion } from '../expansion.ts';

/** A file with more lines is no `.env` of a person. */
const mostLines = 5000;

/**
 * The values of a `.env` beside a compose file (compose-go, dotenv/parser.go): `NAME=value`, `export NAME=value`, comments after ` #`,
 * quotes; values may use earlier names, but for those in single quotes. A value of several lines is cut at its first.
 */
export function readDotenv(text: string): ReadonlyMap<string, Expansion> {
  const values = new Map<string, Expansion>();
  for (const line of text.split(/\r?\n/, mostLines)) {
    const [head = '', name = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]/.exec(line) ?? [];
    const raw = line.slice(head.length).trimStart();
    if (name === '') continue;
    const [, quote = '', quoted] = /^(["'])(.*?)\1/.exec(raw) ?? [];
    const value = quoted ?? raw.replace(/(?:^|\s)#.*$/, '').trim();
    values.set(
      name,
      quote === "'"
        ? { text: value, unknown: [] }
        : expandShell(value, { escape: '$', lookup: (other) => values.get(other) }),
    );
  }
  return values;
}
