/**
 * Where a key leads in a chart of so many marks: arrows to the neighbour, Home and End to the ends. `at` is -1 as long as nothing is
 * chosen. `undefined` for a key that does not move.
 */
export function chartPlaceAfterKey(key: string, at: number, count: number): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowUp: at - 1,
    ArrowRight: at + 1,
    ArrowDown: at + 1,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, place));
}
