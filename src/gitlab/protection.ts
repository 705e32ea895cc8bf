import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import type { ProtectionRule, RuleKind } from '../domain/protection/rule.ts';
import { roleOf, type Role } from '../domain/role.ts';
import type { PageCall } from './call.ts';
import { decode, optionalText } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { graphqlRule, restRules, ruleNames, rulesPath } from './protectionShapes.ts';
import type { Rest } from './rest.ts';
import { fieldsOf, type SchemaFields } from './schemaFields.ts';

/** Reading protection rules, and how much they hold the person. */
export interface ProtectionCalls {
  /**
   * The project's rules for tags (5 at most). `undefined` where the instance cannot tell: before 17.8, or REST before 18.7. Over
   * REST the immutable ones are missing. GraphQL shows an empty list to who is no maintainer.
   */
  tagProtectionRules(fullPath: string, call?: PageCall): Promise<readonly ProtectionRule[] | undefined>;
  /** The same for repositories; `undefined` before 16.10, or REST before 17.2. */
  repositoryProtectionRules(
    fullPath: string,
    call?: PageCall,
  ): Promise<readonly ProtectionRule[] | undefined>;
  /**
   * The person's own role in a project, by whatever way it came about; `undefined` where the instance does not tell, and for
   * somebody without a role, such as an administrator who is no member.
   */
  ownRole(fullPath: string, call?: PageCall): Promise<Role | undefined>;
}

const rulesAnswer = v.object({
  project: v.nullable(v.object({ rules: v.nullable(v.object({ nodes: v.array(graphqlRule) })) })),
});

const roleAnswer = v.object({
  project: v.nullable(v.object({ maxAccessLevel: v.nullable(v.object({ stringValue: optionalText })) })),
});

/** The calls about protection: GraphQL where it knows the rules, otherwise REST. */
export function protectionCalls(
  rest: Rest,
  graphql: Graphql,
  fields: () => Promise<SchemaFields>,
): ProtectionCalls {
  const rulesOf = async (
    kind: RuleKind,
    fullPath: string,
    call: PageCall | undefined,
  ): Promise<readonly ProtectionRule[] | undefined> => {
    const { list, rule, pattern } = ruleNames[kind];
    const known = await fields();
    if (!known.has('Project', list)) return rulesByRest(rest, kind, fullPath, call);
    const levels = ['minimumAccessLevelForPush', 'minimumAccessLevelForDelete', 'immutable'];
    const selection = fieldsOf(known, rule, levels).join(' ');
    const document = `query($path: ID!) { project(fullPath: $path) {
        rules: ${list}(first: 100) { nodes { id pattern: ${pattern} ${selection} } } } }`;
    const data = await graphql.query(document, { path: fullPath }, call);
    const { project } = decode(rulesAnswer, data, { name: 'rules', host: graphql.host });
    if (project === null) throw new Failure('missing', `no project ${fullPath}`, { host: graphql.host });
    return project.rules?.nodes;
  };
  return {
    tagProtectionRules: (fullPath, call) => rulesOf('tag', fullPath, call),
    repositoryProtectionRules: (fullPath, call) => rulesOf('repository', fullPath, call),
    ownRole: async (fullPath, call) => {
      if (!(await fields()).has('Project', 'maxAccessLevel')) return undefined;
      const document = 'query($path: ID!) { project(fullPath: $path) { maxAccessLevel { stringValue } } }';
      const data = await graphql.query(document, { path: fullPath }, call);
      const { project } = decode(roleAnswer, data, { name: 'role', host: graphql.host });
      return roleOf(project?.maxAccessLevel?.stringValue ?? '');
    },
  };
}

async function rulesByRest(
  rest: Rest,
  kind: RuleKind,
  fullPath: string,
  call: PageCall | undefined,
): Promise<readonly ProtectionRule[] | undefined> {
  const path = `${rulesPath(kind, fullPath)}?per_page=100`;
  const answer = await rest.get(path, call).catch((error: unknown) => {
    if (!Failure.is(error, 'missing')) throw error;
    return undefined;
  });
  return answer === undefined
    ? undefined
    : decode(restRules[kind], answer.body, { name: 'rules', host: answer.host });
}
