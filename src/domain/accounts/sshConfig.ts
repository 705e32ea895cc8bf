import { fitsWildcards } from './wildcards.ts';

/** One line of a client's configuration of OpenSSH: a word in lower case, and what it is given. */
export interface SshLine {
  readonly keyword: string;
  readonly values: readonly string[];
}

/** The longest name of a host, as DNS and `HostName` take it. A longer one is no alias of anybody's. */
const longestHost = 255;

/** The longest configuration that is read, in UTF-16 units. */
const longest = 1_000_000;

/** Reads the lines of `~/.ssh/config`; comments and empty lines are left out. Source: ssh_config(5). */
export function readSshConfig(text: string): readonly SshLine[] {
  return text
    .slice(0, longest)
    .split('\n')
    .flatMap((line) => readLine(line.trim()));
}

function readLine(line: string): readonly SshLine[] {
  const keyword = /^[A-Za-z][A-Za-z0-9]{0,60}/.exec(line)?.[0];
  if (keyword === undefined) return [];
  const rest = line.slice(keyword.length).trimStart();
  const values = words(rest.startsWith('=') ? rest.slice(1) : rest);
  return [{ keyword: keyword.toLowerCase(), values }];
}

/** Words, of which those in double quotes may hold blanks; `#` begins a comment where a word would begin. */
function words(text: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) at += 1;
    else if (text[at] === '#') break;
    else {
      const isQuoted = text[at] === '"';
      const from = isQuoted ? at + 1 : at;
      let end = from;
      while (end < text.length && (isQuoted ? text[end] !== '"' : !/\s/.test(text[end] ?? ''))) end += 1;
      found.push(text.slice(from, end));
      at = end + 1;
    }
  }
  return found;
}

/**
 * The host that a name stands for: the first `HostName` that applies to it, with `%h` for the name. `Match` sections but `Match all` may ask
 * for what only ssh itself knows, so that they count for nothing. Source: ssh_config(5), "Host", "HostName".
 */
export function hostOfAlias(alias: string, lines: readonly SshLine[]): string {
  if (alias.length > longestHost) return alias;
  let applies = true;
  for (const { keyword, values } of lines) {
    const [first = ''] = values;
    if (keyword === 'host') applies = isHost(alias, values);
    else if (keyword === 'match') applies = values.length === 1 && first.toLowerCase() === 'all';
    else if (keyword === 'hostname' && applies && first !== '')
      return first.replaceAll('%h', alias).replaceAll('%%', '%').toLowerCase();
  }
  return alias;
}

/** Whether one of the patterns fits, and none of those with `!`. */
function isHost(alias: string, patterns: readonly string[]): boolean {
  const fitting = patterns.filter((pattern) =>
    fitsWildcards(pattern.replace(/^!/, '').toLowerCase(), alias.toLowerCase()),
  );
  return fitting.length > 0 && !fitting.some((pattern) => pattern.startsWith('!'));
}
