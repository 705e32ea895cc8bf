import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { ProtectionRule, RuleKind } from '../../domain/access/rule.ts';
import { isAtLeast, roleOf, type Role } from '../../domain/access/role.ts';
import type { PageCall } from '../call.ts';
import { decode } from '../decode.ts';
import type { Graphql } from '../graphql.ts';
import { graphqlRule, restRules, ruleNames, rulesPath } from './protectionShapes.ts';
import type { Rest } from '../rest.ts';
import { fieldsOf, type SchemaFields } from '../schemaFields.ts';
import { optionalWord } from '../../net/shapes.ts';

/** Reading protection rules, and how much they hold the person. */
export interface ProtectionCalls {
  /**
   * The project's rules for tags (5 at most). `undefined` where the instance cannot tell: before 17.8, or REST before 18.7. Over
   * REST the immutable ones are missing. Rejects with `insufficientRole` for who is no maintainer: GraphQL shows them an empty list,
   * which says nothing.
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

const role = v.nullish(v.object({ stringValue: optionalWord }));
const rulesAnswer = v.object({
  project: v.nullable(
    v.object({
      rules: v.nullable(v.object({ nodes: v.array(graphqlRule) })),
      maxAccessLevel: role,
      policy: v.nullish(v.object({ cadence: optionalWord })),
    }),
  ),
});
const roleAnswer = v.object({ project: v.nullable(v.object({ maxAccessLevel: role })) });

/** Fields that tell whether the person is shown rules at all, by the field that has to be known. */
const signs = {
  maxAccessLevel: 'maxAccessLevel { stringValue }',
  containerTagsExpirationPolicy: 'policy: containerTagsExpirationPolicy { cadence }',
} as const;

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
    const told = Object.entries(signs).flatMap(([field, text]) => (known.has('Project', field) ? text : []));
    const document = `query($path: ID!) { project(fullPath: $path) { ${told.join(' ')}
        rules: ${list}(first: 100) { nodes { id pattern: ${pattern} ${selection} } } } }`;
    const data = await graphql.query(document, { path: fullPath }, call);
    const { project } = decode(rulesAnswer, data, { name: 'rules', host: graphql.host });
    if (project === null) throw new Failure('missing', `no project ${fullPath}`, { host: graphql.host });
    const rules = project.rules?.nodes;
    if (rules?.length === 0 && told.length > 0 && !isShownRules(project))
      throw new Failure('denied', 'rules are shown to maintainers only', {
        code: 'insufficientRole',
        host: graphql.host,
      });
    return rules;
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

/** By role, or as an administrator without one, who is told a policy's cadence, which is never empty. */
function isShownRules({
  maxAccessLevel,
  policy,
}: NonNullable<v.InferOutput<typeof rulesAnswer>['project']>): boolean {
  const own = roleOf(maxAccessLevel?.stringValue ?? '');
  return (own !== undefined && isAtLeast(own, 'MAINTAINER')) || policy?.cadence !== undefined;
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
