/** An English text of ours in the language of a test; `{0}` is filled with the first value, and stays without one. */
export type Say = (english: string, ...values: readonly string[]) => string;

function fill(text: string, values: readonly string[]): string {
  return text.replace(/\{(\d)\}/g, (place, at: string) => values[Number(at)] ?? place);
}

/** What is said as it is written. */
export const english: Say = (text, ...values) => fill(text, values);

/** The longest part of a text between the places that are filled: what can be waited for before they are known. */
export function stem(text: string): string {
  return text
    .split(/\{\d\}/)
    .map((part) => part.trim())
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
