import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Where a text stands: `src/ui/text/numbers.ts:22`. */
type Place = string;

/** The English texts of a program, and calls of `t` whose text only the running program knows. */
export interface Texts {
  readonly places: ReadonlyMap<string, Place>;
  readonly unreadable: readonly Place[];
}

/**
 * Every text that the sources in a folder give to `vscode.l10n.t`, called by any of its names: `vscode.l10n.t(…)`,
 * `l10n.t(…)`, `t(…)`. Found in the syntax tree, since our `t` is mostly a destructured one, which text search and
 * tools that look for `l10n.t` alone would miss.
 */
export function textsIn(root: string, folder: string): Texts {
  const places = new Map<string, Place>();
  const unreadable: Place[] = [];
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts')) continue;
    const file = ts.createSourceFile(
      name,
      readFileSync(join(root, folder, name), 'utf8'),
      ts.ScriptTarget.ES2023,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslation(node.expression)) {
        const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
        const place = `${folder}/${name}:${line}`;
        const [text] = node.arguments;
        if (text === undefined || !ts.isStringLiteralLike(text)) unreadable.push(place);
        else if (!places.has(text.text)) places.set(text.text, place);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { places, unreadable };
}

function isTranslation(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 't') return false;
  const { expression } = callee;
  const owner = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(owner) && owner.text === 'l10n';
}

/** The numbered places that a text leaves open, sorted: `{0}`, `{1}`. */
export function placeholdersOf(text: string): readonly string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}
