import type { PlacedText, TextPosition, TextRange } from './reference.ts';

/** A text whose offsets (UTF-16 code units) can be told as lines and characters. Lines end with LF, CR LF or CR, as in VS Code. */
export class SourceText {
  readonly text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  /** Beyond the end of the text: its end. */
  position(offset: number): TextPosition {
    const line = lastAtOrBefore(this.#starts, offset);
    return { line, character: Math.min(offset, this.text.length) - (this.#starts[line] ?? 0) };
  }

  range(from: number, to: number): TextRange {
    return { start: this.position(from), end: this.position(to) };
  }

  /** What stands from one offset to the other. */
  placed(from: number, to: number): PlacedText {
    return { range: this.range(from, to), text: this.text.slice(from, to) };
  }

  /** The offset of the beginning of a line; of one after the last, the end of the text. */
  startOfLine(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** The place of the last of these rising numbers that is not above the given one; 0 where all are. */
export function lastAtOrBefore(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
