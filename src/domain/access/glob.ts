/**
 * Whether a repository rule's pattern matches a path: as a whole, `*` stands for any text, slashes too, and case is ignored.
 * Source: GitLab `ContainerRegistry::Protection::Rule.for_repository_path`: `ILIKE` with `Gitlab::SQL::Glob.to_like`.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = path.toLowerCase();
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
