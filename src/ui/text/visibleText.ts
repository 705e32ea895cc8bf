/** Control characters, line breaks, and the marks that reorder or hide text around them. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The longest text of a server that a row or a message shows. */
const longest = 500;

/** A server's text as one line in which nothing can hide: such characters become `�`, and what is too long ends with `…`. */
export function visible(text: string): string {
  const shown = text.replace(invisible, '\ufffd');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** A server's text of several lines; nothing can hide in it but tabs. What is longer than `most` ends with `…`. */
export function visibleBlock(text: string, most: number): string {
  const shown = text
    .slice(0, most)
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((part) => part.replace(invisible, '\ufffd'))
        .join('\t'),
    )
    .join('\n');
  return text.length > most ? `${shown}…` : shown;
}
