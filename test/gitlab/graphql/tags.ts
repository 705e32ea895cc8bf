import type { BackendTag, TagQuery } from '../registry/backend.ts';
import { projectOf } from '../world/lookup.ts';
import { canWriteImages } from '../world/permissions.ts';
import { isImmutable, isProtectedTag, ruleMatches } from '../world/protection.ts';
import type { Project, Repository, RuleLevel } from '../world/world.ts';
import { accessLevels } from '../world/world.ts';
import type { Connection, PageArguments } from './connections.ts';
import { arrayConnection, externalConnection } from './connections.ts';
import { maxTagPage } from './limits.ts';
import { cannotConnectText, orRegistryError } from './registryErrors.ts';
import type { Session } from './session.ts';
import { registryTime } from './session.ts';

/** Of `ContainerRepositoryDetails.tags`. */
export interface TagArguments extends PageArguments {
  readonly name?: string | null;
  readonly referrers?: boolean | null;
  readonly referrerType?: string | null;
  readonly sort?: 'NAME_ASC' | 'NAME_DESC' | 'PUBLISHED_AT_ASC' | 'PUBLISHED_AT_DESC' | null;
}

const registrySorts = {
  NAME_ASC: 'name',
  NAME_DESC: '-name',
  PUBLISHED_AT_ASC: 'published_at',
  PUBLISHED_AT_DESC: '-published_at',
} as const;

/** A page of tags as the kind of registry gives it (gl: app/graphql/resolvers/container_repository_tags_resolver.rb). */
export function tagConnection(
  session: Session,
  repository: Repository,
  args: TagArguments,
): Promise<Connection<object>> {
  const list = session.backend.kind === 'legacy' ? legacyPage : databasePage;
  return orRegistryError(cannotConnectText, () => list(session, repository, args));
}

/**
 * The metadata database pages: `n` is what the client asked, uncapped, and 0 where it asked nothing. The registry answers 400 to
 * that, to more than 1,000 and to a `name` no tag could have; Rails makes an empty list of it.
 */
async function databasePage(
  session: Session,
  repository: Repository,
  args: TagArguments,
): Promise<Connection<object>> {
  const n = Math.max(args.first ?? 0, args.last ?? 0);
  const isAccepted = n >= 1 && n <= 1000 && (!args.name || /^[\w.-]{1,128}$/.test(args.name));
  const page = isAccepted
    ? await session.backend.listTags(repository.path, tagQuery(n, args))
    : { tags: [], next: undefined, previous: undefined };
  const types = args.referrerType?.split(',');
  const nodes = page.tags.map((tag) =>
    tagNode(session, repository, tag.name, () => Promise.resolve(withReferrersOf(tag, types))),
  );
  return externalConnection(nodes, { previous: page.previous, next: page.next }, args, maxTagPage);
}

function tagQuery(n: number, args: TagArguments): TagQuery {
  return {
    n,
    ...(args.after ? { last: args.after } : {}),
    ...(args.before ? { before: args.before } : {}),
    ...(args.name ? { name: args.name } : {}),
    ...(args.sort ? { sort: registrySorts[args.sort] } : {}),
    ...(args.referrers ? { referrers: true } : {}),
  };
}

function withReferrersOf(tag: BackendTag, types: readonly string[] | undefined): BackendTag {
  if (!types || !tag.referrers) return tag;
  return { ...tag, referrers: tag.referrers.filter(({ artifactType }) => types.includes(artifactType)) };
}

/** A plain registry gives all names at once; what a tag is made of is fetched when a field asks for it, once per tag. */
async function legacyPage(
  session: Session,
  repository: Repository,
  args: TagArguments,
): Promise<Connection<object>> {
  const all = await session.backend.tagNames(repository.path);
  const names = all.filter((name) => !args.name || name.includes(args.name));
  if (args.sort === 'NAME_ASC' || args.sort === 'NAME_DESC') names.sort((a, b) => (a < b ? -1 : 1));
  if (args.sort === 'NAME_DESC' || args.sort === 'PUBLISHED_AT_DESC') names.reverse();
  const nodes = names.map((name) => {
    let details: Promise<BackendTag | undefined> | undefined;
    return tagNode(session, repository, name, () => (details ??= session.backend.tag(repository.path, name)));
  });
  return arrayConnection(nodes, args, maxTagPage);
}

type ReadTag = () => Promise<BackendTag | undefined>;

/** `ContainerRepositoryTag`. */
function tagNode(session: Session, repository: Repository, name: string, read: ReadTag): object {
  const project = projectOf(session.world, repository);
  const isDatabase = session.backend.kind === 'metadataDatabase';
  const details =
    <T>(pick: (tag: BackendTag) => T) =>
    async (): Promise<T | undefined> => {
      const tag = await orRegistryError(cannotConnectText, read);
      return tag && pick(tag);
    };
  const canDelete = (): boolean => canDeleteTag(session, project, name);
  return {
    name,
    path: `${repository.path}:${name}`,
    location: `${session.backend.host}/${repository.path}:${name}`,
    digest: details(({ digest }) => digest),
    mediaType: details(({ mediaType }) => mediaType),
    revision: details((tag) => revisionOf(tag, isDatabase)),
    shortRevision: details((tag) => revisionOf(tag, isDatabase)?.slice(0, 9)),
    totalSize: details(({ sizeBytes }) => sizeBytes),
    createdAt: details(({ createdAt }) => registryTime(createdAt)),
    publishedAt: details(({ publishedAt }) => (isDatabase ? registryTime(publishedAt) : undefined)),
    referrers: details(({ referrers }) =>
      referrers?.map((referrer) => ({
        ...referrer,
        userPermissions: { destroyContainerRepositoryTag: () => canWrite(session, project) },
      })),
    ),
    protection: () => protectionOf(project, name),
    canDelete,
    userPermissions: { destroyContainerRepositoryTag: canDelete },
  };
}

/** Digest of the config without `sha256:`; the metadata database prints an index's as the empty text. */
function revisionOf(tag: BackendTag, isDatabase: boolean): string | undefined {
  if (tag.configDigest === undefined) return isDatabase ? '' : undefined;
  return tag.configDigest.replace(/^sha256:/, '');
}

function canWrite({ world, caller }: Session, project: Project): boolean {
  return canWriteImages(world, caller, project);
}

/** Developer and above, and no rule against it. */
function canDeleteTag(session: Session, project: Project, name: string): boolean {
  return canWrite(session, project) && !isProtectedTag(session.world, project, name, session.caller.user);
}

/** The highest levels of all rules that match (gl: container_repository_tag_type.rb); levels are null where none does. */
function protectionOf(project: Project, name: string): object {
  const rules = project.tagRules.filter((rule) => ruleMatches(rule, name));
  const highest = (levels: readonly (RuleLevel | undefined)[]): string | undefined =>
    levels
      .filter((level) => level !== undefined)
      .sort((a, b) => accessLevels[b] - accessLevels[a])[0]
      ?.toUpperCase();
  return {
    immutable: rules.some(isImmutable),
    minimumAccessLevelForPush: highest(rules.map((rule) => rule.minimumAccessLevelForPush)),
    minimumAccessLevelForDelete: highest(rules.map((rule) => rule.minimumAccessLevelForDelete)),
  };
}
