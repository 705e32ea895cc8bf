import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseAllDocuments } from 'yaml';
import { readCiFile } from '../../src/domain/references/ci/readCiFile.ts';
import { recipes, type Recipe } from '../../src/domain/recipes/catalogue.ts';
import { fillRecipe } from '../../src/domain/recipes/fillRecipe.ts';
import { mergeRecipe, type Merged, type MergeProblem } from '../../src/domain/recipes/mergeRecipe.ts';
import { NEWEST } from '../vscode/versions.ts';
import { ensureVsCodeServer } from './setup.mjs';
import { ciSchema } from '../e2e/stack/ciSchema.ts';

/** What came of adding every recipe to a file. */
export interface RecipeResult {
  /** How many were added; the others were refused with a reason, as the command does. */
  readonly added: number;
  readonly refused: readonly MergeProblem[];
  /** Why the result is not what it has to be, one line each. */
  readonly faults: readonly string[];
  /** Whether gitlab-ci-local took the file as it was, so that it could judge the result. */
  readonly isJudgedByProgram: boolean;
}

const root = join(import.meta.dirname, '../..');
const ci = recipes.filter(({ kind }) => kind === 'ci');
const bodyOf = ({ file }: Recipe): string =>
  fillRecipe(readFileSync(join(root, 'media/recipes', file), 'utf8'), {
    instanceUrl: 'https://gitlab.example.com',
    location: 'registry.example.com/acme/shop/web',
    name: 'web',
  }) ?? '';
let schema: ReturnType<typeof ciSchema> | undefined;

/** The text that VS Code has after the two insertions of a merge. */
export function textAfter(file: string, { include, append }: Merged): string {
  if (include === undefined) return file + append;
  const lines = file.split(/(?<=\n)/);
  return (
    [...lines.slice(0, include.afterLine + 1), include.text, ...lines.slice(include.afterLine + 1)].join('') +
    append
  );
}

/**
 * Adds all recipes for `.gitlab-ci.yml` to a file, one after the other, and lets two programs that are not ours judge: gitlab-ci-local and
 * GitLab's own schema. What is wrong with the file itself is not held against the result.
 * @param spoil To see that they do.
 */
export function checkRecipes(file: string, spoil = (merged: Merged): Merged => merged): RecipeResult {
  const refused: MergeProblem[] = [];
  const faults: string[] = [];
  const jobs: string[] = [];
  let text = file;
  for (const recipe of ci) {
    const body = bodyOf(recipe);
    const result = mergeRecipe(text, body, { ...recipe, stageOf: stageIn(file) });
    if (typeof result === 'string') {
      refused.push(result);
      continue;
    }
    const merged = spoil(result);
    const next = textAfter(text, merged);
    if (withoutInsertions(next, merged) !== text)
      faults.push(`${recipe.id}: the rest is not byte for byte as it was`);
    jobs.push(...jobsOf(body, merged.renamed));
    text = next;
  }
  const added = ci.length - refused.length;
  if (added === 0) return { added, refused, faults, isJudgedByProgram: false };
  faults.push(...sameRest(file, text, jobs), ...schemaFaults(file, text));
  const before = listed(file);
  if (before !== undefined) faults.push(...listFaults(listed(text), [...before, ...jobs]));
  return { added, refused, faults, isJudgedByProgram: before !== undefined };
}

/** What a person would choose: the stage of the name, or else the first of the file. */
function stageIn(file: string): (wanted: string) => string {
  const stages = readCiFile(file)?.stages;
  return (wanted) => (stages?.includes(wanted) === true ? wanted : (stages?.[0] ?? 'test'));
}

function listFaults(found: readonly string[] | undefined, expected: readonly string[]): readonly string[] {
  if (found === undefined) return ['gitlab-ci-local does not take it'];
  const [is, wanted] = [found, expected].map((names) => [...names].sort().join(' '));
  return is === wanted ? [] : [`gitlab-ci-local lists ${is ?? ''}, not ${wanted ?? ''}`];
}

const corpus = v.object({
  entries: v.array(
    v.object({ file: v.string(), kind: v.string(), stages: v.optional(v.nullable(v.array(v.unknown()))) }),
  ),
});

/** `checkRecipes` on every CI file of a corpus, whose own word about the stages of a file counts, too. */
export function checkCorpusRecipes(
  content: unknown,
  readText: (file: string) => string,
): {
  readonly files: number;
  readonly passed: number;
  readonly added: number;
  readonly refused: number;
  readonly judged: number;
  readonly faults: readonly string[];
} {
  const results = v
    .parse(corpus, content)
    .entries.filter(({ kind }) => kind === 'gitlab-ci')
    .map(({ file, stages }) => {
      const text = readText(file);
      const result = checkRecipes(text);
      const read = readCiFile(text)?.stages;
      const isRight = !Array.isArray(stages) || read === undefined || read.join('\n') === stages.join('\n');
      const wrong = isRight ? [] : [`stages are ${read.join(', ')}`];
      return { ...result, faults: [...result.faults, ...wrong].map((fault) => `${file}: ${fault}`) };
    });
  return {
    files: results.length,
    passed: results.filter(({ faults }) => faults.length === 0).length,
    added: results.reduce((sum, { added }) => sum + added, 0),
    refused: results.reduce((sum, { refused }) => sum + refused.length, 0),
    judged: results.filter(({ isJudgedByProgram }) => isJudgedByProgram).length,
    faults: results.flatMap(({ faults }) => faults),
  };
}

function withoutInsertions(text: string, { include, append }: Merged): string {
  const head = text.slice(0, text.length - append.length);
  if (include === undefined) return head;
  const lines = head.split(/(?<=\n)/);
  return [...lines.slice(0, include.afterLine + 1), ...lines.slice(include.afterLine + 2)].join('');
}

function jobsOf(body: string, renamed: readonly (readonly [string, string])[]): readonly string[] {
  const names = [...(readCiFile(body)?.keys ?? [])].filter((key) => key !== 'include');
  return names.map((name) => renamed.find(([from]) => from === name)?.[1] ?? name);
}

/** As the yaml package reads it, without us: nothing but the new jobs and the line of `include:` is another value. */
function sameRest(before: string, after: string, jobs: readonly string[]): readonly string[] {
  const [was, is] = [valueOf(before), valueOf(after)];
  const keys = Object.keys(is).filter((key) => !jobs.includes(key) && key !== 'include');
  const wanted = Object.keys(was).filter((key) => key !== 'include');
  const faults = keys.join('\n') === wanted.join('\n') ? [] : [`keys are ${keys.join(', ')}`];
  const changed = wanted.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  const items = (value: unknown): unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : [value];
  const kept = items(is['include']).map((item) => JSON.stringify(item));
  const lost = items(was['include']).filter((item) => !kept.includes(JSON.stringify(item)));
  return [
    ...faults,
    ...changed.map((key) => `${key} has another value`),
    ...lost.map((item) => `include lost ${JSON.stringify(item)}`),
  ];
}

type Value = Readonly<Record<string, unknown>>;

/** What GitLab reads: the only document, or the one behind a header. */
function valueOf(text: string): Value {
  const tag = { tag: '!reference', collection: 'seq' } as const;
  const documents = parseAllDocuments(text, {
    customTags: [tag],
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents)) return {};
  return (documents.at(-1)?.toJS({ maxAliasCount: -1 }) ?? {}) as Value;
}

function schemaFaults(before: string, after: string): readonly string[] {
  const check = (schema ??= ciSchema());
  const errorsOf = (text: string): readonly string[] => {
    const value = Object.fromEntries(Object.entries(valueOf(text)).filter(([key]) => key !== '<<'));
    return check(value)
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  };
  const known = new Set(errorsOf(before));
  return errorsOf(after)
    .filter((error) => !known.has(error))
    .map((error) => `GitLab’s schema: ${error}`);
}

/** The jobs that gitlab-ci-local lists of a file, without what it includes from elsewhere; `undefined` where it does not take it. */
function listed(text: string): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  try {
    const git = (...given: readonly string[]): unknown =>
      execFileSync('git', given, { cwd: folder, stdio: 'ignore' });
    writeFileSync(join(folder, '.gitlab-ci.yml'), withoutIncludes(text));
    git('init', '-q', '-b', 'main');
    git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/shop.git');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'all');
    // It asks for a newer Node than the oldest VS Code has.
    const { node } = ensureVsCodeServer(NEWEST);
    const program = join(root, 'node_modules/gitlab-ci-local/dist/index.js');
    const { stdout, status } = spawnSync(node, [program, '--list-csv-all'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) return undefined;
    return stdout
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(';')[0] || []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Templates and files from elsewhere are not there. What they would have given jobs is put there: a script. */
function withoutIncludes(text: string): string {
  const [document] = parseAllDocuments(text, { keepSourceTokens: true, logLevel: 'silent' }).slice(-1);
  const contents = document?.contents as {
    items?: readonly { key?: { value?: unknown }; value?: { range?: number[] } }[];
  } | null;
  const pair = contents?.items?.find(({ key }) => key?.value === 'include') as
    | {
        readonly key: { readonly range: readonly number[] };
        readonly value?: { readonly range?: readonly number[] };
      }
    | undefined;
  const cut =
    pair === undefined
      ? text
      : text.slice(0, pair.key.range[0]) + text.slice(pair.value?.range?.[2] ?? pair.key.range[2]);
  return cut.replace(/^container_scanning:\r?\n/m, (line) => `${line}  script: [scan]\n`);
}
