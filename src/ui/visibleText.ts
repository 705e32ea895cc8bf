/** Control characters, line breaks, and the marks that reorder or hide text around them. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The longest text of a server that a row or a message shows. */
const longest = 500;

/** A server's text as one line in which nothing can hide: such characters become `�`, and what is too long ends with `…`. */
export function visible(text: string): string {
  const shown = text.replace(invisible, '\ufffd');
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
