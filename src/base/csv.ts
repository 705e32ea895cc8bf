/** Rows as RFC 4180 has them; a cell that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvOf(rows: readonly (readonly (string | number | undefined)[])[]): string {
  const cell = (value: string | number = ''): string => {
    const text = String(value);
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map((value) => cell(value)).join(',')}\r\n`).join('');
}
