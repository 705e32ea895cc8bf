import { readCiFile, type CiOutline } from '../references/ci/readCiFile.ts';

/** What to write into a file, and what has to be said about it. */
export interface Merged {
  /** For the end of the file; begins with an empty line where one is needed. */
  readonly append: string;
  /** A line of its own to insert after this one (0 is the first). */
  readonly include?: { readonly afterLine: number; readonly text: string };
  /** Jobs that got another name because theirs was taken: from, to. */
  readonly renamed: readonly (readonly [string, string])[];
}

/**
 * Why a recipe cannot be added: `notBlocks`: nothing can be added safely at the end of the file; `include`: it has an `include:`
 * that is no list; `jobExists`: a job that must have this name is there.
 */
export type MergeProblem = 'notBlocks' | 'include' | 'jobExists';

const includeBlock = /^include:\n((?: {2}.*\n)+)\n?/m;

/** The stages that a recipe's jobs name, in their order. */
export function stagesOfRecipe(body: string): readonly string[] {
  return [...new Set([...body.matchAll(/^ {2}stage: (.+)$/gm)].map(([, stage = '']) => stage))];
}

/**
 * Adds a recipe's jobs to the end of a file, with its line ends. Nothing that is there is changed; `stageOf` says in which stage of the file to put
 * the jobs of a recipe's stage.
 */
export function mergeRecipe(
  file: string,
  body: string,
  {
    fixedJob,
    fixedStage,
    stageOf,
  }: {
    readonly fixedJob?: string | undefined;
    readonly fixedStage?: string | undefined;
    readonly stageOf: (stage: string) => string;
  },
): Merged | MergeProblem {
  const read = readCiFile(file);
  if (read === undefined) return 'notBlocks';
  if (fixedJob !== undefined && read.keys.has(fixedJob)) return 'jobExists';
  const include = includeFor(body, read);
  if (include === 'include') return 'include';
  const renamed = namesFor(body, read.keys);
  const jobs = include === undefined ? body : body.replace(includeBlock, '');
  const placed = jobs.replace(
    /^ {2}stage: (.+)$/gm,
    (_, stage: string) => `  stage: ${scalar(stageOf(stage))}`,
  );
  const own = withStage(
    placed,
    fixedJob,
    fixedStage === undefined ? undefined : [fixedStage, stageOf(fixedStage)],
  );
  const asThere = (text: string): string => (file.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text);
  return {
    append: asThere(separatorAfter(file, read) + renameAll(own, renamed)),
    ...(typeof include === 'object' && { include: { ...include, text: asThere(include.text) } }),
    renamed,
  };
}

/** The stage of a template's job is written down only where it is another one than the template's. */
function withStage(
  body: string,
  job: string | undefined,
  stages: readonly [template: string, chosen: string] | undefined,
): string {
  if (job === undefined || stages === undefined || stages[0] === stages[1]) return body;
  return body
    .split('\n')
    .map((line) => (line === `${job}:` ? `${line}\n  stage: ${scalar(stages[1])}` : line))
    .join('\n');
}

/** A name as YAML reads it back: plain where nothing in it means something else. */
function scalar(name: string): string {
  const isPlain =
    /^[\p{L}_][\p{L}\p{N}_ ./-]*$/u.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain && name.trim() === name ? name : JSON.stringify(name);
}

/** What stands between the last line of a file and what comes. */
function separatorAfter(file: string, { endsOpen }: CiOutline): string {
  if (file.trim() === '') return '';
  if (!file.endsWith('\n')) return endsOpen ? '\n' : '\n\n';
  return endsOpen || /\n\r?\n$/.test(file) ? '' : '\n';
}

/** The line for the file's own `include:`; `undefined` when the recipe's can stay, `known` when the file has it already. */
function includeFor(
  body: string,
  { include }: CiOutline,
): Merged['include'] | 'known' | 'include' | undefined {
  const [, lines] = includeBlock.exec(body) ?? [];
  if (lines === undefined || include === undefined) return undefined;
  const wanted = lines.trim().replace(/^- /, '');
  if (include.templates.has(wanted.replace(/^template: /, ''))) return 'known';
  if (include.list === undefined) return 'include';
  return { afterLine: include.list.line, text: `${include.list.indent}- ${wanted}\n` };
}

function namesFor(body: string, taken: ReadonlySet<string>): readonly (readonly [string, string])[] {
  const own = [...(readCiFile(body)?.keys ?? [])].filter((key) => key !== 'include');
  const used = new Set([...taken, ...own]);
  const renamed: (readonly [string, string])[] = [];
  for (const name of own.filter((key) => taken.has(key))) {
    let count = 2;
    while (used.has(`${name}-${count}`)) count += 1;
    used.add(`${name}-${count}`);
    renamed.push([name, `${name}-${count}`]);
  }
  return renamed;
}

/** Job names of recipes are words with hyphens that stand for nothing else in them. */
function renameAll(text: string, renamed: readonly (readonly [string, string])[]): string {
  return renamed.reduce(
    (result, [from, to]) => result.replace(new RegExp(`(?<![\\w-])${from}(?![\\w-])`, 'g'), to),
    text,
  );
}
