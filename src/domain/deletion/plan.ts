import { compileProtectionPattern } from '../cleanup/tagPattern.ts';
import type { Manifest } from '../manifest.ts';
import { isAtLeast, type Role } from '../access/role.ts';
import { dateOfTag, type Tag, type TagProtection } from '../tag.ts';
import type { ImageMention } from '../references/mentions.ts';

/** A protection rule of the project, as far as deleting is concerned. */
export interface DeletionRule extends TagProtection {
  /** RE2, matched anywhere in the name. */
  readonly pattern: string;
}

/** What is known of a repository whose tags are to be deleted. */
export interface RepositoryKnowledge {
  /** The selected names. */
  readonly names: readonly string[];
  /** The digests that the person saw with them, by name, where the list had any. */
  readonly seenDigests: ReadonlyMap<string, string>;
  /** The tags as they are now. */
  readonly tags: readonly Tag[];
  /** Whether `tags` are all of the repository, with their digests. */
  readonly isComplete: boolean;
  /** `undefined`: nobody could tell. Empty where the registry knows no protection. */
  readonly rules: readonly DeletionRule[] | undefined;
  /** The person's own role in the project; `undefined`: nobody could tell. */
  readonly role?: Role;
  /** Manifests by their digests, as many as were read; those of an index' children too. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Whether the manifests of all selected tags could be read, so that they can be kept. */
  readonly canKeep: boolean;
}

/** A mention of an image in a file of the workspace. */
export interface FileMention extends ImageMention {
  /** Relative to the workspace. */
  readonly file: string;
}

/** What deleting one tag means. */
export interface TagImpact {
  readonly name: string;
  readonly digest?: string;
  readonly sizeBytes?: number;
  /** ISO 8601. */
  readonly date?: string;
  /** `gone`: it is not there any more. `moved`: it points at another image than the list showed. */
  readonly change?: 'gone' | 'moved';
  /** Names on the same image that stay; `undefined` when not all names are known. */
  readonly siblings: readonly string[] | undefined;
  readonly isLatest: boolean;
  /**
   * Rules that make GitLab refuse, with the role that is needed, or may do so where the person's own is not known; an immutable
   * one refuses everybody.
   */
  readonly rules: readonly DeletionRule[];
  /** Of the tags that begin in the same way (`main-`, `v`), it is the newest; the beginning. */
  readonly newestOf?: string;
  readonly mentions: readonly FileMention[];
}

/** What deleting the selection means. */
export interface DeletionPlan {
  readonly tags: readonly TagImpact[];
  /** Manifests below indexes that no other tag leads to afterwards, as far as is known. */
  readonly orphans: readonly string[];
  /**
   * Bytes of configs and layers that only these images need, each blob counted once. Where a manifest was not read, the listed
   * size of its image stands in for it. `undefined` when sizes are unknown.
   */
  readonly unreferencedBytes?: number;
  /** Whether other images, or several of these, may need some of these bytes together. */
  readonly isUpperBound: boolean;
  readonly areRulesKnown: boolean;
  readonly role?: Role;
  readonly canUndo: boolean;
  /** Files that use the repository with a tag that only shows when they run: one of these tags may be meant. */
  readonly unknownMentions: readonly FileMention[];
}

/** Works out what deleting tags of one repository touches beside them. Pure: everything known comes in. */
export function planDeletion(
  known: RepositoryKnowledge,
  mentions: readonly FileMention[] = [],
): DeletionPlan {
  const doomed = new Set(known.names);
  const byName = new Map(known.tags.map((tag) => [tag.name, tag]));
  const staying = known.tags.filter(({ name }) => !doomed.has(name));
  const around = {
    byName,
    staying: namesByDigest(staying),
    newest: newestNames(known),
    mentions,
    rules: rulesAgainst(known),
  };
  const tags = known.names.map((name) => impactOf(name, known, around));
  const { orphans, bytes, isExact } = contentOf(tags, staying, known);
  return {
    tags,
    orphans,
    ...(bytes === undefined ? {} : { unreferencedBytes: bytes }),
    isUpperBound: !isExact,
    areRulesKnown: known.rules !== undefined,
    ...(known.role === undefined ? {} : { role: known.role }),
    canUndo: known.canKeep,
    unknownMentions: mentions.filter(({ isTagUnknown }) => isTagUnknown === true),
  };
}

/** What is looked up for each selected tag. */
interface Around {
  readonly byName: ReadonlyMap<string, Tag>;
  /** Names of the staying tags by their digest. */
  readonly staying: ReadonlyMap<string, readonly string[]>;
  /** The newest name of each beginning. */
  readonly newest: ReadonlyMap<string, string>;
  readonly mentions: readonly FileMention[];
  readonly rules: readonly RuleTest[];
}

interface RuleTest {
  readonly rule: DeletionRule;
  readonly matches: (name: string) => boolean;
}

function impactOf(name: string, known: RepositoryKnowledge, around: Around): TagImpact {
  const tag = around.byName.get(name);
  const digest = tag?.digest;
  const beginning = beginningOf(name);
  return {
    ...defined({
      digest,
      sizeBytes: tag?.sizeBytes,
      date: tag === undefined ? undefined : dateOfTag(tag),
      change: changeOf(tag, known.seenDigests.get(name), known.isComplete),
      newestOf: around.newest.get(beginning) === name ? beginning : undefined,
    }),
    name,
    siblings: known.isComplete && digest !== undefined ? (around.staying.get(digest) ?? []) : undefined,
    isLatest: name === 'latest',
    rules: around.rules.filter(({ matches }) => matches(name)).map(({ rule }) => rule),
    mentions: around.mentions.filter(
      (one) => one.tag === name || (digest !== undefined && one.digest === digest),
    ),
  };
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function changeOf(
  tag: Tag | undefined,
  seen: string | undefined,
  isComplete: boolean,
): TagImpact['change'] | undefined {
  if (tag === undefined) return isComplete ? 'gone' : undefined;
  return seen !== undefined && tag.digest !== undefined && seen !== tag.digest ? 'moved' : undefined;
}

/** Those that hold this person, or may; a pattern that GitLab's engine does not read holds nobody. */
function rulesAgainst({ rules = [], role }: RepositoryKnowledge): readonly RuleTest[] {
  return rules.flatMap((rule) => {
    const { isImmutable, minimumAccessLevelForDelete: needed, pattern: source } = rule;
    const isHeld = isImmutable || (needed !== undefined && !(role !== undefined && isAtLeast(role, needed)));
    const { pattern } = isHeld ? compileProtectionPattern(source) : {};
    return pattern === undefined ? [] : [{ rule, matches: (name: string) => pattern.matches(name) }];
  });
}

function namesByDigest(tags: readonly Tag[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { digest, name } of tags)
    if (digest !== undefined) names.set(digest, append(names.get(digest), name));
  return names;
}

function append<T>(list: T[] | undefined, item: T): T[] {
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

/** `main-1a2b` → `main`, `v1.2` → `v`, `1.2` → ``. */
function beginningOf(name: string): string {
  return /^[a-z]*/i.exec(name)?.[0] ?? '';
}

/** The newest tag of each beginning that several tags have; none where dates are unknown or the same. */
function newestNames({ tags, isComplete }: RepositoryKnowledge): ReadonlyMap<string, string> {
  const groups = new Map<string, Tag[]>();
  for (const tag of isComplete ? tags : []) {
    const beginning = beginningOf(tag.name);
    if (tag.name !== beginning) groups.set(beginning, append(groups.get(beginning), tag));
  }
  const newest = new Map<string, string>();
  for (const [beginning, group] of groups) {
    const [first, second] = group
      .map((tag) => ({ name: tag.name, time: Date.parse(dateOfTag(tag) ?? '') }))
      .sort((one, other) => other.time - one.time);
    if (first && second && first.time > second.time) newest.set(beginning, first.name);
  }
  return newest;
}

/** What the selected images alone hold: an image with a sibling that stays gives nothing free. */
function contentOf(
  tags: readonly TagImpact[],
  staying: readonly Tag[],
  { manifests, isComplete }: RepositoryKnowledge,
): { readonly orphans: readonly string[]; readonly bytes: number | undefined; readonly isExact: boolean } {
  const kept = reach(manifests, digestsOf(staying));
  const lost = reach(manifests, digestsOf(tags));
  const own = new Set(digestsOf(tags));
  const orphans = [...lost.manifests].filter((digest) => !kept.manifests.has(digest) && !own.has(digest));
  const blobs = [...lost.blobs].filter(([digest]) => !kept.blobs.has(digest));
  const listed = new Map(tags.map(({ digest, sizeBytes }) => [digest, sizeBytes]));
  const sizes = [...lost.unread]
    .filter((digest) => !kept.manifests.has(digest))
    .map((digest) => listed.get(digest) ?? NaN);
  const bytes = [...blobs.map(([, size]) => size), ...sizes].reduce((sum, size) => sum + size, 0);
  const isKnown =
    tags.every(({ digest, change }) => digest !== undefined || change === 'gone') && !Number.isNaN(bytes);
  return {
    orphans,
    bytes: isKnown ? bytes : undefined,
    isExact: isComplete && kept.unread.size === 0 && lost.unread.size === 0,
  };
}

interface Reach {
  readonly manifests: ReadonlySet<string>;
  /** Bytes by digest. */
  readonly blobs: ReadonlyMap<string, number>;
  /** Digests of manifests that were not read. */
  readonly unread: ReadonlySet<string>;
}

function reach(known: ReadonlyMap<string, Manifest>, from: readonly string[]): Reach {
  const manifests = new Set<string>();
  const blobs = new Map<string, number>();
  const unread = new Set<string>();
  const open = [...from];
  for (let digest = open.pop(); digest !== undefined; digest = open.pop()) {
    if (manifests.has(digest)) continue;
    manifests.add(digest);
    const manifest = known.get(digest);
    if (manifest === undefined) unread.add(digest);
    else if (manifest.kind === 'index') open.push(...manifest.manifests.map((child) => child.digest));
    else for (const part of [manifest.config, ...manifest.layers]) blobs.set(part.digest, part.sizeBytes);
  }
  return { manifests, blobs, unread };
}

function digestsOf(tags: readonly { readonly digest?: string }[]): readonly string[] {
  return tags.flatMap(({ digest }) => digest ?? []);
}
