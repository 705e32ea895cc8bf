// What reads texts in this program, found in its source: a new reader is fuzzed and measured without being listed anywhere.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Floors whose functions meet texts of servers, files and programs. */
const floors = ['base', 'domain', 'net', 'registry', 'connections/foreign', 'ui/text'];
const source = new URL('../../src/', import.meta.url);

/** An exported function whose first parameter is a text, or a document of unknown shape. */
export interface TextReader {
  readonly name: string;
  /** Below `src`. */
  readonly module: string;
  /** Whether it needs nothing but that, so that it can be called with any text. */
  readonly isAlone: boolean;
}

/** All of them, by module and name. */
export function textReaders(): readonly TextReader[] {
  return floors.flatMap((floor) =>
    readdirSync(new URL(floor, source), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .flatMap((name) => readersIn(join(floor, name))),
  );
}

function readersIn(module: string): readonly TextReader[] {
  const text = readFileSync(new URL(module, source), 'utf8');
  const tree = ts.createSourceFile(module, text, ts.ScriptTarget.Latest);
  return tree.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) return [];
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    const [first, ...others] = statement.parameters;
    if (!isExported || first === undefined || !takesText(first.type, tree)) return [];
    const isAlone = others.every(
      ({ initializer, questionToken, type }) =>
        initializer !== undefined ||
        questionToken !== undefined ||
        /\bundefined\b/.test(type?.getText(tree) ?? ''),
    );
    return [{ name: statement.name.text, module, isAlone }];
  });
}

function takesText(type: ts.TypeNode | undefined, tree: ts.SourceFile): boolean {
  return /^(?:string|unknown)(?: \| (?:null|undefined))*$/.test(type?.getText(tree) ?? '');
}

/** Those that need nothing but a text, loaded, by name. */
export async function loadLoneReaders(): Promise<Readonly<Record<string, (text: string) => unknown>>> {
  const lone = textReaders().filter(({ isAlone }) => isAlone);
  const loaded = await Promise.all(
    lone.map(async ({ name, module }) => {
      const exported = (await import(new URL(module, source).href)) as Readonly<Record<string, unknown>>;
      return [name, exported[name] as (text: string) => unknown] as const;
    }),
  );
  return Object.fromEntries(loaded);
}
