/** Deeper levels are not indented further: a hostile document may have millions. */
const deepest = 20;

const opens = (token: string): boolean => token === '{' || token === '[';
const closes = (token: string): boolean => token === '}' || token === ']';

/**
 * JSON with line breaks and two spaces a level. Only white space outside of texts changes, so numbers, escapes and the order of
 * fields are as they were sent. A text that is not JSON comes back unharmed but for that white space. One pass, no recursion.
 */
export function formatJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\[^])*"?|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  const out: string[] = [];
  let depth = 0;
  let before = '';
  for (const token of tokens) {
    if (closes(token)) depth = Math.max(0, depth - 1);
    const isOnNewLine = closes(token) ? !opens(before) : opens(before) || before === ',';
    if (isOnNewLine && before !== '') out.push(`\n${'  '.repeat(Math.min(depth, deepest))}`);
    if (before === ':') out.push(' ');
    out.push(token);
    if (opens(token)) depth += 1;
    before = token;
  }
  return `${out.join('')}\n`;
}
