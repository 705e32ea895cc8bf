import { cutShown } from '../base/cut.ts';
import { withoutInvisible } from '../base/invisible.ts';

const gone = '[redacted]';

/** Shapes of secrets, with what stands in their place. Token prefixes: GitLab docs, "Token overview". */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi, `$1 ${gone}`],
  [/\b((?:proxy-)?authorization|cookie)(["']?\s*[:=]\s*["']?)[^\s"'][^"'\r\n]*/gi, `$1$2${gone}`],
  [/\b((?:private|job|deploy|gitlab)-token)(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi, `$1$2${gone}`],
  [/\b(\w*(?:token|password|secret))(["']?\s*[:=]\s*["']?)[^\s"',;&]+/gi, `$1$2${gone}`],
  [/\bgl[a-z]{2,8}-[\w.-]{8,}/g, gone],
  [/\beyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?/g, gone],
  [/(:\/\/)[^\s/@?#"'<>]+@/g, '$1'],
];

/** A run of characters in which a URL can stand. */
const word = /[^\s"'<>]+/g;

/** A word without the query, and what follows it, of a URL in it. */
function withoutQuery(text: string): string {
  const url = text.indexOf('://');
  const query = url < 0 ? -1 : text.indexOf('?', url);
  return query < 0 ? text : `${text.slice(0, query)}?…`;
}

/**
 * A text without anything that looks like a secret: GitLab tokens, JWTs, authorization headers, user information and
 * queries of URLs. `secrets` are removed wherever they stand, whatever they look like.
 * Example: `https://a:b@host/x?y=z` becomes `https://host/x?…`.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, gone);
  for (const [shape, replacement] of shapes) clean = clean.replace(shape, replacement);
  return clean.replace(word, withoutQuery);
}

/** The secrets that an Authorization header carries: the credential, and of `Basic` also what is inside. */
export function secretsOf(authorization: string | undefined): readonly string[] {
  const credential = authorization?.split(' ').at(-1);
  if (authorization === undefined || credential === undefined) return [];
  if (!/^basic /i.test(authorization)) return [credential];
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  return [credential, pair, pair.slice(pair.indexOf(':') + 1)];
}

/** How much of a text is looked at, in UTF-16 units, and how much is shown. */
const longestRead = 4000;
const longestShown = 300;

/**
 * What a server or a program said, fit to be shown: one printable line without secrets, at most 300 characters. It is cut before
 * anything else; a word that the cut goes through is left out, because half a secret is not known as one.
 */
export function printableLine(text: string, secrets: readonly string[] = []): string {
  const read = text.length > longestRead ? withoutLastWord(text.slice(0, longestRead)) : text;
  const line = withoutInvisible(redact(read, secrets), ' ').replace(/\s+/g, ' ').trim();
  return cutShown(line, longestShown);
}

function withoutLastWord(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1).trim() !== '') end -= 1;
  return end === 0 ? text : text.slice(0, end);
}
