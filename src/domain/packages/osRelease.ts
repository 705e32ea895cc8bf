/** Which operating system an image is, as it says itself. */
export interface OsRelease {
  /** Such as `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** `YYYY-MM-DD`, where it is stated. */
  readonly supportEnd: string | undefined;
}

/** Where it says it, the first that is there; a link to the second more often than not. Source: os-release(5). */
export const osReleasePaths = ['etc/os-release', 'usr/lib/os-release'] as const;

/** Reads an `os-release` file: shell assignments, quoted or not. `undefined` where it names nothing. */
export function readOsRelease(text: string): OsRelease | undefined {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const found = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (found !== null) values.set(found[1] ?? '', unquoted((found[2] ?? '').trim()));
  }
  const of = (key: string): string => (values.get(key) ?? '').slice(0, 200);
  const name =
    of('PRETTY_NAME') || [of('NAME') || of('ID'), of('VERSION') || of('VERSION_ID')].join(' ').trim();
  if (name === '') return undefined;
  const end = /^\d{4}-\d{2}-\d{2}$/.exec(of('SUPPORT_END'))?.[0];
  return { name, supportEnd: end };
}

/** As a shell reads one word: in double quotes a backslash keeps `$`, `"`, `\` and a backtick from their meaning. */
function unquoted(text: string): string {
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (/^".*"$/.test(text)) return text.slice(1, -1).replace(/\\([$"\\`])/g, '$1');
  return text.replace(/\\(.)/g, '$1');
}
