import { predefinedVariables } from './ci/ciVariables.ts';
import { mostCharacters } from './prefilter.ts';
import { readReferences } from './readReferences.ts';
import type { CiProject, FileReference, ReferenceContext } from './reference.ts';
import { textMentions } from './textMentions.ts';

/** Where a file names an image of a repository. */
export interface ImageMention {
  /** From 1. */
  readonly line: number;
  readonly tag?: string;
  readonly digest?: string;
  /** The repository is certain, its tag only known when the file is used: no tag may be taken for it. */
  readonly isTagUnknown?: true;
  /** `grammar`: by the rules of the file's kind. `text`: the name stands there, in a script or a file without a grammar. */
  readonly foundBy: 'grammar' | 'text';
}

/** What a repository is called in files. */
export interface RepositoryNames {
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  /** The part after the project's path; empty for the project's own image. In CI files it stands behind `$CI_REGISTRY_IMAGE`. */
  readonly name: string;
}

/** A file, and what is known beside it. */
export interface MentionContext extends Pick<ReferenceContext, 'env' | 'project'> {
  /** Relative to the workspace; without one the content alone tells the kind. */
  readonly path?: string;
  readonly languageId?: string;
}

/**
 * Finds the places where a file names an image of the repository: by the grammar of its kind, and as text in scripts and where no
 * grammar reaches; never in comments. Where the workspace's project is not known, variables of CI are taken for those of the
 * repository's project: a warning too many is better than one that misses. `latest` only where nothing else can be meant.
 */
export function mentionsIn(
  text: string,
  repository: RepositoryNames,
  { path = pathFor(text), languageId, env, project = projectOfRepository(repository) }: MentionContext = {},
): readonly ImageMention[] {
  if (text.length > mostCharacters) return [];
  const names = namesFor(repository, project);
  if (!isNamed(text, names)) return [];
  const { references } = readReferences(
    { path, text, ...(languageId === undefined ? {} : { languageId }) },
    { project, ...(env === undefined ? {} : { env }) },
  );
  const ours = references.filter((reference) => isOf(reference, repository.location));
  const byText = textMentions(text, names).filter(
    ({ line, from, to }) => !references.some(({ range }) => covers(range, { line, from, to })),
  );
  return [
    ...ours.flatMap(mentionOf),
    ...byText.map(({ line, tag, digest, isTagUnknown }) =>
      mention({ line: line + 1, foundBy: 'text' as const }, { tag, digest, isTagUnknown }),
    ),
  ].sort((one, other) => one.line - other.line);
}

function isNamed(text: string, names: readonly string[]): boolean {
  const lower = text.toLowerCase();
  const parts = names.map((name) => (/^\$(\w+)/.exec(name)?.[1] ?? name).toLowerCase());
  // A chart may have host and path in keys of their own.
  return [...parts, (names[0] ?? '').split('/')[0]?.toLowerCase() ?? ''].some((part) => lower.includes(part));
}

function pathFor(text: string): string {
  return text.split('\n').some((line) => /^\s*FROM\s/i.test(line)) ? 'Dockerfile' : 'file.yaml';
}

/** The project that a repository belongs to, as far as its location tells. */
export function projectOfRepository({ location, name }: RepositoryNames): CiProject {
  const slash = location.indexOf('/');
  const path = location.slice(slash + 1);
  const suffix = `/${name}`;
  const isBelow = name !== '' && path.toLowerCase().endsWith(suffix.toLowerCase());
  return { registry: location.slice(0, slash), path: isBelow ? path.slice(0, -suffix.length) : path };
}

/** All that a script may write for the repository: its location, and variables of CI that give it. */
function namesFor({ location }: RepositoryNames, project: CiProject): readonly string[] {
  const variables = predefinedVariables(project);
  const behind = ['CI_REGISTRY_IMAGE', 'CI_REGISTRY'].flatMap((name) => {
    const value = variables.get(name)?.toLowerCase();
    const isBefore = value !== undefined && (location === value || location.startsWith(`${value}/`));
    return isBefore ? [`$${name}${location.slice(value.length)}`] : [];
  });
  return [location, ...behind];
}

function isOf({ named }: FileReference, location: string): boolean {
  return named !== undefined && `${named.host}/${named.path}` === location.toLowerCase();
}

function covers(
  { start, end }: FileReference['range'],
  { line, from, to }: { readonly line: number; readonly from: number; readonly to: number },
): boolean {
  if (line < start.line || line > end.line) return false;
  const begins = line === start.line ? start.character : 0;
  const ends = line === end.line ? end.character : Infinity;
  return from < ends && begins < to;
}

/** One mention, or one for each tag that several jobs give. */
function mentionOf({ range, named, alternatives = [] }: FileReference): readonly ImageMention[] {
  const place = { line: range.start.line + 1, foundBy: 'grammar' as const };
  if (named === undefined) return [];
  const tags = alternatives.flatMap(
    (text) => /:(\w[\w.-]{0,127})(?:@|$)/.exec(text.slice(text.lastIndexOf('/')))?.[1] ?? [],
  );
  const several = tags.map((tag) => mention(place, { tag, digest: undefined, isTagUnknown: false }));
  return named.isTagUnknown && several.length > 0 ? several : [mention(place, named)];
}

function mention(
  place: Pick<ImageMention, 'line' | 'foundBy'>,
  said: {
    readonly tag?: string | undefined;
    readonly digest?: string | undefined;
    readonly isTagUnknown: boolean;
  },
): ImageMention {
  const { tag, digest, isTagUnknown } = said;
  return {
    ...place,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(isTagUnknown ? { isTagUnknown } : {}),
  };
}
