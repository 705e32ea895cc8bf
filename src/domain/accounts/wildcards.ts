/**
 * Whether `*` (any characters) and `?` (one) of a pattern fit a whole text. Which leading parts fit is kept character by character, so that
 * work grows with pattern times text. Both are cut to 300 characters.
 */
export function fitsWildcards(pattern: string, text: string): boolean {
  const whole = text.slice(0, 300);
  let reached = new Set([0]);
  for (const character of pattern.slice(0, 300)) {
    const next = new Set<number>();
    for (const at of reached)
      if (character === '*') for (let to = at; to <= whole.length; to += 1) next.add(to);
      else if (at < whole.length && (character === '?' || character === whole[at])) next.add(at + 1);
    reached = next;
  }
  return reached.has(whole.length);
}
