import { Projects } from '@gitbeaker/rest';
import * as v from 'valibot';
import { fromGraphql, olderThanValues, type CleanupPolicy } from '../domain/cleanup/policy.ts';
import type { ProjectVisibility, RegistryVisibility } from '../domain/access/registryAccess.ts';
import type { Call, ProjectKey } from './call.ts';
import { decode, known } from './decode.ts';
import type { Graphql } from './graphql.ts';
import type { Rest } from './rest.ts';
import type { SchemaFields } from './schemaFields.ts';
import {
  identifier,
  optionalCount,
  optionalDate,
  optionalLocation,
  optionalPattern,
  optionalWord,
  projectPath,
  webUrl,
  word,
} from '../net/shapes.ts';

/** What a project says about its registry. */
export interface ProjectRegistry {
  readonly id: number;
  /** `group/project`. */
  readonly fullPath: string;
  readonly webUrl: string;
  /** `registry.host[:port]/group/project`; only where the instance has a registry. */
  readonly imagePrefix?: string;
  /** `undefined` for a project without one, or for a person who may not see it. */
  readonly policy?: CleanupPolicy;
  /** 10 guest … 50 owner, by membership; `undefined` where there is none, which an administrator does not need. */
  readonly accessLevel?: number;
  readonly visibility?: ProjectVisibility;
  /** Who sees the registry; `undefined` where GitLab does not tell. */
  readonly registryAccess?: RegistryVisibility;
}

/** The fields to change; one that is there and `undefined` is cleared. */
export type PolicyChange = Partial<Omit<CleanupPolicy, 'nextRunAt'>>;

/** Reading and writing cleanup policies. */
export interface PolicyCalls {
  /** The project with its cleanup policy. */
  projectRegistry(project: ProjectKey, call?: Call): Promise<ProjectRegistry>;
  /** Saves and hands back what GitLab made of it. Saving starts the interval anew. Throws `badInput` with GitLab's reason. */
  changePolicy(project: ProjectKey, change: PolicyChange, call?: Call): Promise<ProjectRegistry>;
  /** Changes who sees the registry, and hands back what GitLab made of it. Takes a maintainer. */
  changeRegistryAccess(
    project: ProjectKey,
    access: RegistryVisibility,
    call?: Call,
  ): Promise<ProjectRegistry>;
  /**
   * Whether this person may save the policy. Only who may is told its cadence, which is never empty (GraphQL
   * `ContainerTagsExpirationPolicy`, since 17.5). `undefined` where this cannot be seen.
   */
  mayEditPolicy(fullPath: string, call?: Call): Promise<boolean | undefined>;
  /** What `olderThan` may be on this instance, such as `90d`; empty where it does not tell. */
  olderThanValues(): Promise<readonly string[]>;
}

/** `name_regex_delete` is what newer entities call `name_regex`. */
const policyShape = v.pipe(
  v.object({
    enabled: v.boolean(),
    cadence: word,
    keep_n: v.nullish(v.union([identifier, word])),
    older_than: optionalWord,
    name_regex: optionalPattern,
    name_regex_delete: optionalPattern,
    name_regex_keep: optionalPattern,
    next_run_at: optionalDate,
  }),
  v.transform((policy): CleanupPolicy => ({
    enabled: policy.enabled,
    cadence: policy.cadence,
    keepN: policy.keep_n ?? undefined,
    olderThan: policy.older_than,
    nameRegex: policy.name_regex ?? policy.name_regex_delete,
    nameRegexKeep: policy.name_regex_keep,
    nextRunAt: policy.next_run_at,
  })),
);

const membership = v.nullish(v.object({ access_level: optionalCount }));

const projectShape = v.pipe(
  v.object({
    id: identifier,
    path_with_namespace: projectPath,
    web_url: webUrl,
    container_registry_image_prefix: optionalLocation,
    container_expiration_policy: v.nullish(policyShape),
    visibility: v.optional(v.fallback(v.optional(v.picklist(['private', 'internal', 'public'])), undefined)),
    container_registry_access_level: v.optional(
      v.fallback(v.optional(v.picklist(['enabled', 'private', 'disabled'])), undefined),
    ),
    permissions: v.nullish(v.object({ project_access: membership, group_access: membership })),
  }),
  v.transform((project): ProjectRegistry =>
    known({
      id: project.id,
      fullPath: project.path_with_namespace,
      webUrl: project.web_url,
      imagePrefix: project.container_registry_image_prefix,
      policy: project.container_expiration_policy ?? undefined,
      visibility: project.visibility,
      registryAccess: project.container_registry_access_level,
      accessLevel: highest(project.permissions?.project_access, project.permissions?.group_access),
    }),
  ),
);

function highest(...memberships: readonly v.InferOutput<typeof membership>[]): number | undefined {
  const levels = memberships.flatMap((one) => one?.access_level ?? []);
  return levels.length === 0 ? undefined : Math.max(...levels);
}

const visiblePolicy = v.object({
  project: v.nullish(
    v.object({ containerTagsExpirationPolicy: v.nullish(v.object({ cadence: optionalWord })) }),
  ),
});

/** The calls about cleanup policies. */
export function policyCalls(rest: Rest, graphql: Graphql, fields: () => Promise<SchemaFields>): PolicyCalls {
  return {
    mayEditPolicy: async (fullPath, call) => {
      if (!(await fields()).has('Project', 'containerTagsExpirationPolicy')) return undefined;
      const document =
        'query($path: ID!) { project(fullPath: $path) { containerTagsExpirationPolicy { cadence } } }';
      const data = await graphql.query(document, { path: fullPath }, call);
      const { project } = decode(visiblePolicy, data, { name: 'policy', host: graphql.host });
      const policy = project?.containerTagsExpirationPolicy;
      return policy ? policy.cadence !== undefined : undefined;
    },
    projectRegistry: async (project, call) => {
      const answer = await rest.call(Projects, (projects) => projects.show(project), call);
      return decode(projectShape, answer.body, { name: 'project', host: answer.host });
    },
    changePolicy: async (project, change, call) => {
      const attributes = Object.fromEntries(
        Object.entries(change).map(([key, value]) => [key, value ?? null]),
      );
      // gitbeaker types the attributes as text only; GitLab takes numbers, booleans and null.
      const options = { containerExpirationPolicyAttributes: attributes as Record<string, string> };
      const edit = (projects: Projects) => projects.edit(project, options);
      const answer = await rest.act(Projects, edit, { status: 200 }, call);
      return decode(projectShape, answer.body, { name: 'project', host: answer.host });
    },
    changeRegistryAccess: async (project, containerRegistryAccessLevel, call) => {
      const edit = (projects: Projects) => projects.edit(project, { containerRegistryAccessLevel });
      const answer = await rest.act(Projects, edit, { status: 200 }, call);
      return decode(projectShape, answer.body, { name: 'project', host: answer.host });
    },
    olderThanValues: async () => {
      const names = (await fields()).valuesOf('ContainerExpirationPolicyOlderThanEnum');
      return names.map((name) => fromGraphql(olderThanValues, name));
    },
  };
}
