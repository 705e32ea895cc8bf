import { Failure } from '../../base/failure.ts';
import { limit } from '../../base/limit.ts';
import type { RepositoryKnowledge } from '../../domain/deletion/plan.ts';
import type { DoomedName } from '../../domain/deletion/outcome.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { projectPathOf, type Repository } from '../../domain/repository.ts';
import type { Tag } from '../../domain/tag.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { readManifest } from '../../registry/documents.ts';
import { ManifestSaver } from './saveManifests.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

/** Of at most so many tags all manifests are read before the question is asked. */
const mostManifests = 20;
/** The longest list that is read for the question, in pages of 1,000. */
const mostPages = 10;

/** What knowledge is read from. */
export interface KnowledgeSources {
  readonly gitlab: Pick<GitlabClient, 'tagProtectionRules' | 'ownRole'>;
  readonly registry: Pick<RegistryClient, 'tagsPage' | 'v2TagsPage' | 'manifest'>;
}

interface Listing {
  readonly tags: readonly Tag[];
  readonly isComplete: boolean;
  /** A plain registry knows no protection. Source: GitLab `ThirdParty::DeleteTagsService`. */
  readonly hasProtection: boolean;
}

/** Finds out what a person should know before tags are deleted. Rejects for `cancelled` only; what is not known is left out. */
export async function knowRepository(
  { gitlab, registry }: KnowledgeSources,
  repository: Repository,
  doomed: readonly DoomedName[],
  signal?: AbortSignal,
): Promise<RepositoryKnowledge> {
  const names = doomed.map(({ name }) => name);
  const saver = new ManifestSaver(registry, repository.path);
  const project = projectPathOf(repository);
  const [listing, role] = await Promise.all([
    listTags(registry, repository, names, signal).catch(unlessCancelled(nothing)),
    gitlab.ownRole(project, { signal }).catch(unlessCancelled(undefined)),
  ]);
  const rules = listing.hasProtection
    ? await gitlab.tagProtectionRules(project, { signal }).catch(unlessCancelled(undefined))
    : [];
  const wanted = new Set(names);
  const own = listing.tags.filter(({ name }) => wanted.has(name));
  const kept = await readAll(saver, own.slice(0, mostManifests));
  const others = distinct(listing.tags.filter(({ name }) => !wanted.has(name)));
  const rest = others.length <= mostManifests / 2 ? await readAll(saver, others) : undefined;
  return {
    names,
    seenDigests: new Map(
      doomed.flatMap(({ name, digest }) => (digest === undefined ? [] : [[name, digest]])),
    ),
    tags: listing.tags,
    isComplete: listing.isComplete,
    rules,
    ...(role === undefined ? {} : { role }),
    manifests: new Map([...(kept ?? []), ...(rest ?? [])]),
    canKeep: kept !== undefined && own.length > 0,
  };
}

const nothing: Listing = { tags: [], isComplete: false, hasProtection: true };

async function listTags(
  registry: KnowledgeSources['registry'],
  { path }: Repository,
  names: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Listing> {
  const tags: Tag[] = [];
  let after: string | undefined;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const { items, next } = await registry.tagsPage(path, { after, signal, sort: 'name' });
      tags.push(...items);
      after = next;
      if (next === undefined) return { tags, isComplete: true, hasProtection: true };
    }
    return { tags, isComplete: false, hasProtection: true };
  } catch (error) {
    if (Failure.from(error).details.code !== 'unsupported') throw error;
    return listPlainly(registry, path, { names, signal });
  }
}

/** A plain registry lists names only: of few all digests are asked for, of many those of the selected ones. */
async function listPlainly(
  registry: KnowledgeSources['registry'],
  path: string,
  { names, signal }: { readonly names: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<Listing> {
  const { items, next } = await registry.v2TagsPage(path, { signal });
  const isShort = next === undefined && items.length <= 3 * mostManifests;
  const wanted = new Set(names);
  const asked = isShort ? items : items.filter(({ name }) => wanted.has(name)).slice(0, mostManifests);
  const run = limit(4);
  const digests = await Promise.all(
    asked.map(({ name }) =>
      run(async () => [name, (await registry.manifest(path, name, { signal })).digest] as const),
    ),
  );
  const digestOf = new Map(digests);
  const tags = items.map((tag): Tag => {
    const digest = digestOf.get(tag.name);
    return digest === undefined ? tag : { ...tag, digest };
  });
  return { tags, isComplete: isShort, hasProtection: false };
}

/** Manifests by digest, those below indexes too; `undefined` when one cannot be read. */
async function readAll(
  saver: ManifestSaver,
  tags: readonly Tag[],
): Promise<ReadonlyMap<string, Manifest> | undefined> {
  try {
    const images = await Promise.all(tags.map(({ name, digest }) => saver.save(digest ?? name)));
    const manifests = images.flatMap((image) => image.manifests);
    return new Map(
      manifests.map(({ digest, text, mediaType }) => [digest, readManifest(JSON.parse(text), mediaType)]),
    );
  } catch {
    return undefined;
  }
}

function distinct(tags: readonly Tag[]): readonly Tag[] {
  return [...new Map(tags.map((tag) => [tag.digest ?? tag.name, tag])).values()];
}

function unlessCancelled<T>(instead: T): (error: unknown) => T {
  return (error) => {
    failureUnlessCancelled(error);
    return instead;
  };
}
