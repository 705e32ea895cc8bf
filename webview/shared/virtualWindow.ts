/** Which rows of a long list are drawn. */
export interface VirtualWindow {
  /** Index of the first drawn row. */
  readonly first: number;
  /** Index after the last drawn row. */
  readonly end: number;
}

/** Rows drawn above and below what is visible, so that a small scroll finds them there. */
const margin = 8;

/** The rows to draw for a scroll position; lengths in pixels, rows all of one height. */
export function visibleRows(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number,
): VirtualWindow {
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const bottom = Math.ceil((Math.max(0, scrollTop) + viewportHeight) / rowHeight);
  const end = Math.min(count, bottom + margin);
  return { first: Math.max(0, Math.min(top - margin, end - 1)), end };
}

/** The scroll position at which a row is wholly visible, as near as possible to the present one. */
export function scrollToRow(
  row: number,
  rowHeight: number,
  scrollTop: number,
  viewportHeight: number,
): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewportHeight);
}

/** The row that a key moves to, as in VS Code's lists; `undefined` for keys that do not move. */
export function rowAfterKey(
  key: string,
  row: number,
  count: number,
  rowsPerPage: number,
): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + rowsPerPage,
    PageUp: row - rowsPerPage,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}

/** The heading that a key moves to; `undefined` for keys that do not move between headings. */
export function headerAfterKey(key: string, header: number, count: number): number | undefined {
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: header - 1,
    ArrowRight: header + 1,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}
