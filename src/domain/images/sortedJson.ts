/** Deeper values are written as they are: a hostile document must not exhaust the stack. */
const deepest = 100;

/** A value as JSON with two spaces a level and the fields of objects sorted, so that two of them can be compared. */
export function sortedJson(value: unknown): string {
  return `${JSON.stringify(sorted(value, 0), undefined, 2)}\n`;
}

function sorted(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => sorted(item, depth + 1));
  const entries = Object.entries(value).sort(([one], [two]) => (one < two ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item, depth + 1)]));
}
