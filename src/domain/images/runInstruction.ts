import { bareText } from './shellQuotes.ts';

/**
 * `RUN` with a command, one part per line, as people write it: only the white space around `&&` changes, and none inside quotes. A command of
 * several lines, which only a here-document can have been, becomes one again. Source: Dockerfile reference, "Here-Documents".
 */
export function runInstruction(command: string): string {
  const text = command.trim();
  if (!text.includes('\n')) return `RUN ${broken(text)}`;
  return `RUN ${isContinued(text) ? text : hereDocument(text)}`;
}

/** `RUN` in exec form, which no shell reads. */
export function execInstruction(words: readonly string[]): string {
  return `RUN ${JSON.stringify(words)}`;
}

/** Whether every line but the last goes on in the next one, or what begins with `<<` ends: then it is a Dockerfile's text already. */
function isContinued(text: string): boolean {
  const lines = text.split('\n');
  if (lines.slice(0, -1).every((line) => /\\[ \t]{0,20}$/.test(line.slice(-22)))) return true;
  const mark = /<<-?["']?(\w{1,100})["']?/.exec(lines[0] ?? '')?.[1];
  return mark !== undefined && lines.at(-1)?.trim() === mark;
}

function hereDocument(text: string): string {
  const lines = new Set(text.split('\n').map((line) => line.trim()));
  let mark = 'EOF';
  for (let count = 1; lines.has(mark); count += 1) mark = `EOF${count}`;
  return `<<${mark}\n${text}\n${mark}`;
}

/** One command per line; text in quotes is not touched. */
function broken(command: string): string {
  const { isBare } = bareText(command);
  const out: string[] = [];
  let from = 0;
  for (let at = command.indexOf('&&'); at >= 0; at = command.indexOf('&&', at + 2)) {
    if (!isBare(at) || !/^[ \t]&&[ \t]$/.test(command.slice(at - 1, at + 3))) continue;
    out.push(trimmedEnd(command.slice(from, at)), ' \\\n && ');
    from = at + 3;
    while (/[ \t]/.test(command[from] ?? '')) from += 1;
  }
  out.push(command.slice(from));
  return out.join('');
}

function trimmedEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t'.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
