/** Characters that no shell gives a meaning; a word that has only these needs no quotes. */
const plain = /^[\w.:/@+[\]-]+$/;

/** A word as a POSIX shell reads it, quoted should it hold anything unusual. */
export function quoted(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
