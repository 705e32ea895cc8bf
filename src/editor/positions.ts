import * as vscode from 'vscode';
import type { TextPosition, TextRange } from '../domain/references/reference.ts';

/** The range as VS Code has it. */
export function toRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Whether a position is in a range or right behind it, where the cursor stands after the last letter. */
export function containsPosition({ start, end }: TextRange, { line, character }: TextPosition): boolean {
  const isAfter = line > start.line || (line === start.line && character >= start.character);
  return isAfter && (line < end.line || (line === end.line && character <= end.character));
}

/** Whether two ranges touch. */
export function touches(one: TextRange, other: TextRange): boolean {
  return (
    containsPosition(one, other.start) ||
    containsPosition(one, other.end) ||
    containsPosition(other, one.start)
  );
}
