const escapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\f', '\\f'],
  ['\v', '\\v'],
  ['\b', '\\b'],
  ['\x07', '\\a'],
  ['\x1b', '\\e'],
]);

/**
 * Parsed JSON as Ruby up to 3.3 prints a Hash: `{"schemaVersion"=>2, "layers"=>[nil, true]}`. GraphQL's `manifest` is such a text
 * (gl: container_repository_details_type.rb hands a Hash to a String field).
 */
export function rubyInspect(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'string') return inspectText(value);
  if (Array.isArray(value)) return `[${value.map(rubyInspect).join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, item]) => `${inspectText(key)}=>${rubyInspect(item)}`);
    return `{${pairs.join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** Also `#` before `{`, `$` and `@` is escaped, since it would interpolate; other control characters are `\u0001`. */
function inspectText(text: string): string {
  const inner = text
    .replace(/["\\\x00-\x1f\x7f]/g, (character) => escapes.get(character) ?? unicodeEscape(character))
    .replace(/#(?=[{$@])/g, '\\#');
  return `"${inner}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
