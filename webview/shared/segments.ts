/** A text in pieces, of which those inside the range are marked. */
export function segmentsOf(
  text: string,
  range: { readonly start: number; readonly end: number } | undefined,
): readonly { readonly text: string; readonly isMarked: boolean }[] {
  if (range === undefined) return [{ text, isMarked: false }];
  return [
    { text: text.slice(0, range.start), isMarked: false },
    { text: text.slice(range.start, range.end), isMarked: true },
    { text: text.slice(range.end), isMarked: false },
  ].filter((segment) => segment.text !== '');
}
