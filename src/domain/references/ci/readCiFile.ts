import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { TooDeepError } from '../tooDeep.ts';
import { YamlFile, type YamlEntry } from '../yaml/yamlTree.ts';
import { ciDocuments, type CiFile } from './ciJobs.ts';

/** A `.gitlab-ci.yml` as far as it has to be known to add jobs at its end. */
export interface CiOutline {
  /** The keys of the top level, those of merged maps too: jobs and what is about the whole file. */
  readonly keys: ReadonlySet<string>;
  /**
   * GitLab's own when neither the file nor a file that it includes can name any; `undefined` when they stand elsewhere or in a way that
   * is not understood. Source: GitLab CI/CD YAML, `stages`; of what is included, the including file's own wins.
   */
  readonly stages: readonly string[] | undefined;
  readonly include: CiInclude | undefined;
  /** Whether the last text takes all empty lines behind it (`|+`), so that another one would change it. */
  readonly endsOpen: boolean;
}

/** What a file includes. */
export interface CiInclude {
  /** The line of `include:` with the indentation of its list of lines; `undefined` for any other notation. */
  readonly list: { readonly line: number; readonly indent: string } | undefined;
  /** GitLab's templates among it. */
  readonly templates: ReadonlySet<string>;
}

/** Source: GitLab CI/CD YAML, `stages`. */
const usualStages = ['build', 'test', 'deploy'] as const;

/**
 * Reads a file with YAML's own grammar. `undefined` for a file to whose end nothing can be added safely: one that is no block of keys at the
 * first column, that says where it ends, that is no YAML, or whose end GitLab does not read (of several documents only the first counts, with
 * a header of `spec:` the second). Source of the last: GitLab `lib/gitlab/ci/config/yaml/result.rb`.
 */
export function readCiFile(text: string): CiOutline | undefined {
  const yaml = parsed(text.replace(/^\uFEFF/, ' '));
  if (yaml === undefined || /^\.\.\.(?:\s|$)/m.test(text)) return undefined;
  if (yaml.roots.length === 0) return isBlank(text) ? emptyFile : undefined;
  const [file, ...others] = ciDocuments(yaml);
  if (file === undefined || others.length > 0 || !isBlockAtMargin(file.root, text)) return undefined;
  const include = yaml.entry(file.root, 'include');
  return {
    keys: new Set(yaml.entries(file.root).keys()),
    stages: stagesOf(file, include === undefined ? usualStages : undefined),
    include: include && includeOf(file, include, text),
    endsOpen: endsOpen(file.root, text),
  };
}

const emptyFile: CiOutline = { keys: new Set(), stages: usualStages, include: undefined, endsOpen: false };

function parsed(text: string): YamlFile | undefined {
  try {
    const yaml = new YamlFile(text);
    return yaml.isBroken ? undefined : yaml;
  } catch (error) {
    if (error instanceof TooDeepError) return undefined;
    throw error;
  }
}

/** Empty lines, comments, and at most one beginning of a document. */
function isBlank(text: string): boolean {
  return text.split('\n').every((line) => /^\uFEFF?\s*(?:#.*)?$|^---\s*$/.test(line));
}

function isBlockAtMargin(root: Node, text: string): boolean {
  if (!isMap(root) || root.flow === true || !root.range) return false;
  const [start] = root.range;
  return start === 0 || text[start - 1] === '\n' || text[start - 1] === '\uFEFF';
}

/**
 * Names only: aliases and `!reference` within the file are followed, and what leads out of it is not known.
 * @param otherwise Where the file names none.
 */
function stagesOf(file: CiFile, otherwise: CiOutline['stages']): CiOutline['stages'] {
  const entry = file.yaml.entry(file.root, 'stages') ?? file.yaml.entry(file.root, 'types');
  if (entry === undefined) return otherwise;
  const list = file.resolve(entry.value);
  if (!isSeq(list) || list.tag === '!reference') return undefined;
  const names = list.items.map((item) => file.yaml.text(item)?.value ?? '');
  return names.length > 0 && !names.includes('') ? names : undefined;
}

function includeOf({ yaml }: CiFile, { keyText, value }: YamlEntry, text: string): CiInclude {
  const each = yaml.isList(value) ? yaml.items(value) : [yaml.get(value)];
  const templates = each.flatMap((item) => yaml.text(yaml.get(item, 'template'))?.value ?? []);
  return { list: blockListBelow(value, keyText.to, text), templates: new Set(templates) };
}

/** A list of lines that begins below the key, with nothing but comments between. */
function blockListBelow(value: Node | undefined, keyEnd: number, text: string): CiInclude['list'] {
  if (!isSeq(value) || value.flow === true || !value.range) return undefined;
  const [start] = value.range;
  const isBetween = /^["']?\s*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*$/.test(
    text.slice(keyEnd, start),
  );
  if (!isBetween) return undefined;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return { line: text.slice(0, keyEnd).split('\n').length - 1, indent };
}

function endsOpen(root: Node, text: string): boolean {
  let last: unknown = root;
  while (isMap(last) || isSeq(last)) last = isMap(last) ? last.items.at(-1)?.value : last.items.at(-1);
  if (!isScalar(last) || !last.range || !String(last.type).startsWith('BLOCK')) return false;
  const [header = ''] = text.slice(last.range[0]).split('\n', 1);
  return /^[|>]\d?\+/.test(header);
}
