/** What a tag's name may be. Source: the OCI distribution specification, "Pulling manifests". */
const tagName = /^\w[\w.-]{0,127}$/;

/**
 * The tag names in a pasted text, each once, in the order of the text: separated by white space, commas or quotes. A reference
 * counts as its tag: `host:5050/group/app:v1` → `v1`. What can be no tag is left out.
 */
export function pastedNames(text: string): readonly string[] {
  const words = text.split(/[\s,;"'`]+/);
  const names = words.map((word) => tagOf(word.replace(/@sha256:[0-9a-f]*$/, '')));
  return [...new Set(names.filter((name) => tagName.test(name)))];
}

/** What follows the last colon, unless that belongs to a port. */
function tagOf(word: string): string {
  const colon = word.lastIndexOf(':');
  return colon > word.lastIndexOf('/') ? word.slice(colon + 1) : word;
}
