import { GraphQLError } from 'graphql';
import type { Jobs } from '../jobs.ts';
import type { RegistryBackend } from '../registry/backend.ts';
import { groupLevel, projectLevel } from '../world/permissions.ts';
import type { Caller, Group, Project, World } from '../world/world.ts';

/** What the GraphQL half works on. */
export interface GraphqlContext {
  readonly world: World;
  /** Guarded: throws `RegistryUnreachable` and nothing else. */
  readonly backend: RegistryBackend;
  /** Content of a config by digest, for `tagDetails.platform`; without it the platform of a single image is null. */
  readonly readBlob?: (path: string, digest: string) => Promise<Uint8Array | undefined>;
  /** Where the deletion of a repository is queued. */
  readonly jobs: Jobs;
}

/** One request: what it works on and whose it is. */
export interface Session extends GraphqlContext {
  readonly caller: Caller;
}

/** What GitLab says both for "is not there" and for "you may not". */
export const unavailableText =
  "The resource that you are attempting to access does not exist or you don't have permission to perform this action";

/** The top-level error of a refused mutation. */
export function unavailable(): GraphQLError {
  return new GraphQLError(unavailableText);
}

/** `gid('ContainerRepository', 7)` → `gid://gitlab/ContainerRepository/7`. */
export function gid(model: string, id: number): string {
  return `gid://gitlab/${model}/${id}`;
}

/** The number at the end; the scalar has checked the form. */
export function idOfGid(text: string): number {
  return Number(text.slice(text.lastIndexOf('/') + 1));
}

/** Times out of GitLab's own database are printed with `Z`: `2024-05-01T10:00:00Z`. */
export function databaseTime(date: Date | undefined): string | undefined {
  return date && `${date.toISOString().slice(0, 19)}Z`;
}

/** Times that GitLab had from the registry are printed with `+00:00` (gl: container_repository_details_spec.rb). */
export function registryTime(iso: string | undefined): string | undefined {
  const date = iso === undefined ? undefined : new Date(iso);
  if (!date || Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, 19)}+00:00`;
}

const levelNames = new Map([
  [0, 'NO_ACCESS'],
  [5, 'MINIMAL_ACCESS'],
  [10, 'GUEST'],
  [15, 'PLANNER'],
  [20, 'REPORTER'],
  [30, 'DEVELOPER'],
  [40, 'MAINTAINER'],
  [50, 'OWNER'],
]);

/** `maxAccessLevel` of the caller; administrators count as owners. */
export function accessLevel(session: Session, of: { project: Project } | { group: Group }): object {
  const { world, caller } = session;
  const level =
    'project' in of ? projectLevel(world, caller.user, of.project) : groupLevel(world, caller.user, of.group);
  const integerValue = Math.min(level, 50);
  return { integerValue, stringValue: levelNames.get(integerValue) };
}
