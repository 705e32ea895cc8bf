/**
 * The beginning of a text, at most `most` UTF-16 units, never half a character. What is cut is a text of its own: a slice would
 * keep the whole of what it was taken from in memory.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = isHighSurrogate(text.charCodeAt(most - 1));
  return text
    .slice(0, isHalf ? most - 1 : most)
    .split('')
    .join('');
}

/** The same with `…` in place of what is missing. */
export function cutShown(text: string, most: number): string {
  return text.length > most ? `${cut(text, most - 1)}…` : text;
}

/** The beginning of a text in UTF-8, at most `most` bytes, without half a character at its end. To be called before decoding. */
export function cutBytes(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes;
  let end = most;
  // A byte of the form 10xxxxxx continues a character; a character has at most three of them.
  for (let back = 0; back < 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80; back += 1) end -= 1;
  return bytes.subarray(0, Math.max(end, 0));
}

/** Without the characters in `which` at its end; linear, which `/[…]+$/` is not. */
export function trimEndOf(text: string, which: string): string {
  let end = text.length;
  while (end > 0 && which.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** Without the characters in `which` at its beginning. */
export function trimStartOf(text: string, which: string): string {
  let start = 0;
  while (start < text.length && which.includes(text.charAt(start))) start += 1;
  return text.slice(start);
}

/** Without the characters in `which` at both ends. */
export function trimOf(text: string, which: string): string {
  return trimEndOf(trimStartOf(text, which), which);
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
