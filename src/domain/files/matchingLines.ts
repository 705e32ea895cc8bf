/** A line of a text file with what was looked for. */
export interface MatchingLine {
  /** Counted from 0, as is the character. */
  readonly line: number;
  readonly character: number;
  /** At most 200 characters of the line, from a little before the match. */
  readonly text: string;
}

const longest = 200;
const before = 40;

/** Whether a file is none of text: a zero byte among its first 8,000, as git decides it. */
export function isBinary(content: Uint8Array): boolean {
  return content.subarray(0, 8000).includes(0);
}

/** The lines that have a text in them, upper and lower case being the same; at most `most`, one match a line. */
export function matchingLines(content: string, wanted: string, most: number): readonly MatchingLine[] {
  const needle = wanted.toLowerCase();
  if (needle === '') return [];
  const found: MatchingLine[] = [];
  // A letter may take two characters in lower case: such a text is compared as it stands.
  const lower = content.toLowerCase();
  const text = lower.length === content.length ? lower : content;
  let line = 0;
  let start = 0;
  for (let at = text.indexOf(needle); at >= 0 && found.length < most; at = text.indexOf(needle, start)) {
    for (let end = content.indexOf('\n', start); end >= 0 && end < at; end = content.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    const end = content.indexOf('\n', at);
    const stop = end < 0 ? content.length : end;
    const from = Math.max(start, at - before);
    found.push({ line, character: at - start, text: content.slice(from, Math.min(stop, from + longest)) });
    if (end < 0) break;
    line += 1;
    start = end + 1;
  }
  return found;
}
