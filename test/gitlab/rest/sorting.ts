/** Compares by one field; numbers and dates by value, texts without case. */
export function byField<K extends string>(
  field: K,
  direction: 'asc' | 'desc',
): (
  a: Readonly<Record<K, string | number | Date>>,
  b: Readonly<Record<K, string | number | Date>>,
) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * compare(a[field], b[field]);
}

function compare(a: string | number | Date, b: string | number | Date): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0;
  }
  return Number(a) - Number(b);
}
