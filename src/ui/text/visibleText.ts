import { cut } from '../../base/cut.ts';
import { withoutInvisible, withoutInvisibleInLines } from '../../base/invisible.ts';

/** The longest text of a server that a row or a message shows. */
const longest = 500;

/** A server's text as one line in which nothing can hide: such characters become `�`, and what is too long ends with `…`. */
export function visible(text: string): string {
  const shown = withoutInvisible(cut(text, longest), '\ufffd');
  return text.length > longest ? `${shown}…` : shown;
}

/** A server's text of several lines; nothing can hide in it but tabs. What is longer than `most` ends with `…`. */
export function visibleBlock(text: string, most: number): string {
  const shown = withoutInvisibleInLines(cut(text, most), '\ufffd');
  return text.length > most ? `${shown}…` : shown;
}
