import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import { roleOf, type Role } from '../domain/role.ts';
import type { TagProtection } from '../domain/tag.ts';
import type { PageCall } from './call.ts';
import { decode, known, optionalText } from './decode.ts';
import type { Graphql } from './graphql.ts';
import type { Rest } from './rest.ts';
import { fieldsOf, type SchemaFields } from './schemaFields.ts';

/** A rule of a project that protects tags. Levels are `MAINTAINER`, `OWNER` or `ADMIN`. */
export interface TagProtectionRule extends TagProtection {
  /** RE2, matched anywhere in the name. */
  readonly pattern: string;
}

/** Reading tag protection rules, and how much they hold the person. */
export interface ProtectionCalls {
  /**
   * The project's rules (5 at most). `undefined` where the instance cannot tell: before 17.9, or REST before 18.7. Over REST
   * the immutable ones are missing.
   */
  tagProtectionRules(fullPath: string, call?: PageCall): Promise<readonly TagProtectionRule[] | undefined>;
  /**
   * The person's own role in a project, by whatever way it came about; `undefined` where the instance does not tell, and for
   * somebody without a role, such as an administrator who is no member.
   */
  ownRole(fullPath: string, call?: PageCall): Promise<Role | undefined>;
}

const graphqlRule = v.pipe(
  v.object({
    tagNamePattern: v.string(),
    minimumAccessLevelForPush: optionalText,
    minimumAccessLevelForDelete: optionalText,
    immutable: v.nullish(v.boolean()),
  }),
  v.transform((rule): TagProtectionRule =>
    known({
      pattern: rule.tagNamePattern,
      minimumAccessLevelForPush: rule.minimumAccessLevelForPush,
      minimumAccessLevelForDelete: rule.minimumAccessLevelForDelete,
      isImmutable: rule.immutable ?? false,
    }),
  ),
);
const graphqlAnswer = v.object({
  project: v.nullable(
    v.object({ containerProtectionTagRules: v.nullable(v.object({ nodes: v.array(graphqlRule) })) }),
  ),
});

const roleAnswer = v.object({
  project: v.nullable(v.object({ maxAccessLevel: v.nullable(v.object({ stringValue: optionalText })) })),
});

const restRule = v.pipe(
  v.object({
    tag_name_pattern: v.string(),
    minimum_access_level_for_push: optionalText,
    minimum_access_level_for_delete: optionalText,
  }),
  v.transform((rule): TagProtectionRule =>
    known({
      pattern: rule.tag_name_pattern,
      minimumAccessLevelForPush: rule.minimum_access_level_for_push?.toUpperCase(),
      minimumAccessLevelForDelete: rule.minimum_access_level_for_delete?.toUpperCase(),
      isImmutable: false,
    }),
  ),
);

/** The calls about protection: GraphQL where it knows the rules, otherwise REST. */
export function protectionCalls(
  rest: Rest,
  graphql: Graphql,
  fields: () => Promise<SchemaFields>,
): ProtectionCalls {
  return {
    tagProtectionRules: async (fullPath, call) => {
      const known = await fields();
      if (!known.has('Project', 'containerProtectionTagRules')) return restRules(rest, fullPath, call);
      const levels = ['minimumAccessLevelForPush', 'minimumAccessLevelForDelete', 'immutable'];
      const selection = fieldsOf(known, 'ContainerProtectionTagRule', levels).join(' ');
      const document = `query($path: ID!) { project(fullPath: $path) {
        containerProtectionTagRules(first: 100) { nodes { tagNamePattern ${selection} } } } }`;
      const data = await graphql.query(document, { path: fullPath }, call);
      const { project } = decode(graphqlAnswer, data, { name: 'rules', host: graphql.host });
      if (project === null) throw new Failure('missing', `no project ${fullPath}`, { host: graphql.host });
      return project.containerProtectionTagRules?.nodes;
    },
    ownRole: async (fullPath, call) => {
      if (!(await fields()).has('Project', 'maxAccessLevel')) return undefined;
      const document = 'query($path: ID!) { project(fullPath: $path) { maxAccessLevel { stringValue } } }';
      const data = await graphql.query(document, { path: fullPath }, call);
      const { project } = decode(roleAnswer, data, { name: 'role', host: graphql.host });
      return roleOf(project?.maxAccessLevel?.stringValue ?? '');
    },
  };
}

async function restRules(
  rest: Rest,
  fullPath: string,
  call: PageCall | undefined,
): Promise<readonly TagProtectionRule[] | undefined> {
  const path = `projects/${encodeURIComponent(fullPath)}/registry/protection/tag/rules?per_page=100`;
  const answer = await rest.get(path, call).catch((error: unknown) => {
    if (!Failure.is(error, 'missing')) throw error;
    return undefined;
  });
  return answer === undefined
    ? undefined
    : decode(v.array(restRule), answer.body, { name: 'rules', host: answer.host });
}
