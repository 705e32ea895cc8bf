/** Names that Windows gives to devices, with any ending. Source: "Naming Files, Paths, and Namespaces", learn.microsoft.com. */
const device = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
/** What no file system of an editor takes in a name, or takes for something else. */
const odd = /[\u0000-\u001f\u007f"*/:<>?\\|\ud800-\udfff]/gu;
const longest = 200;

/**
 * The names of one folder's files as they can be written everywhere: none leads elsewhere, and no two are the same where letter
 * case is not told apart. In the order given. Example: `..`, `A`, `a`, `x/y` → `_`, `A`, `a (2)`, `x_y`.
 */
export function safeNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const safe = safeName(name);
    let free = safe;
    for (let number = 2; taken.has(keyOf(free)); number += 1) free = `${safe} (${number})`;
    taken.add(keyOf(free));
    return free;
  });
}

function safeName(name: string): string {
  const plain = Array.from(name.replace(odd, '_')).slice(0, longest).join('');
  const ended = plain.endsWith('.') || plain.endsWith(' ') ? `${plain.slice(0, -1)}_` : plain;
  const isUsable = ended !== '' && !/^[._]*_$/.test(ended) && !device.test(ended);
  if (isUsable) return ended;
  return ended === '' || /^[._]*_$/.test(ended) ? '_' : `_${ended}`;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
