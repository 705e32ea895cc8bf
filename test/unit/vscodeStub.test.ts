// The stub that commands are tested with says nothing that VS Code's own typings do not have.
import '../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import * as stub from '../fakes/vscode/vscode.ts';

const typings = 'node_modules/@types/vscode/index.d.ts';
const source = ts.createSourceFile(typings, readFileSync(typings, 'utf8'), ts.ScriptTarget.Latest, true);

/** What the module `vscode` declares: names, and for namespaces, enums, classes and interfaces the names in them. */
function declared(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (name: string, inside: readonly string[]): void => {
    const known = found.get(name) ?? new Set();
    for (const each of inside) known.add(each);
    found.set(name, known);
  };
  const namesIn = (node: ts.Node): readonly string[] => {
    const names: string[] = [];
    const visit = (each: ts.Node): void => {
      const { name } = each as { name?: ts.Node };
      if (name !== undefined && ts.isIdentifier(name)) names.push(name.text);
      if (
        each === node ||
        ts.isModuleBlock(each) ||
        ts.isVariableStatement(each) ||
        ts.isVariableDeclarationList(each)
      )
        ts.forEachChild(each, visit);
    };
    visit(node);
    return names;
  };
  for (const module of source.statements.filter(ts.isModuleDeclaration))
    if (module.body !== undefined && ts.isModuleBlock(module.body))
      for (const statement of module.body.statements) {
        const { name } = statement as { name?: ts.Identifier };
        if (name !== undefined) note(name.text, namesIn(statement));
      }
  return found;
}

const vscode = declared();
const ownToTests = ['settings'];
const names = Object.keys(stub).filter((name) => !ownToTests.includes(name));

describe('The stub of VS Code', () => {
  for (const name of names)
    it(`has nothing in ${name} that VS Code has not`, () => {
      const inside = vscode.get(name);
      assert.ok(inside !== undefined, `${name} is not in the typings`);
      const value: unknown = Reflect.get(stub, name);
      const members =
        typeof value === 'function'
          ? Object.getOwnPropertyNames(value.prototype)
          : Object.keys(value as object);
      for (const member of members.filter((each) => each !== 'constructor'))
        assert.ok(inside.has(member), `${name}.${member} is not in the typings`);
    });

  it('gives enumerations their values', () => {
    const text = source.text;
    for (const [name, values] of Object.entries({
      ProgressLocation: stub.ProgressLocation,
      QuickPickItemKind: stub.QuickPickItemKind,
      TreeItemCollapsibleState: stub.TreeItemCollapsibleState,
      InputBoxValidationSeverity: stub.InputBoxValidationSeverity,
      ViewColumn: stub.ViewColumn,
    })) {
      const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(
        text.replaceAll(/\/\*\*[\s\S]*?\*\//g, ''),
      )?.[1];
      for (const [member, value] of Object.entries(values))
        assert.match(body ?? '', new RegExp(`\\b${member} = ${value}\\b`), `${name}.${member}`);
    }
  });

  it('has a box and a list with what VS Code’s have', () => {
    const box = Object.keys(stub.window.createInputBox());
    const inherited = vscode.get('QuickInput') ?? new Set();
    for (const member of box)
      assert.ok(vscode.get('InputBox')?.has(member) === true || inherited.has(member), `InputBox.${member}`);
    for (const member of Object.keys(stub.window.createQuickPick()))
      assert.ok(
        vscode.get('QuickPick')?.has(member) === true || inherited.has(member),
        `QuickPick.${member}`,
      );
  });
});
