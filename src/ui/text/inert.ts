/**
 * A text in which nothing can be clicked. VS Code makes links of `[text](command:…)`, `(https:…)` and `(file:…)` in notifications,
 * progress and below input boxes, and runs the command. Source: vscode `src/vs/base/common/linkedText.ts`.
 */
export function inert(text: string): string {
  return text.replaceAll('](', '] (');
}
