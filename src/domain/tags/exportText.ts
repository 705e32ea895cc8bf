/** Rows as RFC 4180 has them. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvText(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: string | number = ''): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text as code in a cell of a Markdown table: nothing in it is formatted, and it ends neither code nor cell. */
export function markdownCode(text: string): string {
  const line = text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('`', '‵')
    .replaceAll('|', '\\|');
  return line === '' ? '' : `\`${line}\``;
}

/** A text as plain words in Markdown: nothing in it is formatted or a link. */
export function markdownText(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|`*_<>[\]#]/g, (character) => `\\${character}`);
}
