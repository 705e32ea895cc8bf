import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { RuleKind, WantedRule } from '../../domain/access/rule.ts';
import { printableLine } from '../../net/redact.ts';
import { sentences } from '../../net/shapes.ts';
import type { Call } from '../call.ts';
import { decode } from '../decode.ts';
import type { Graphql } from '../graphql.ts';
import { ruleNames, rulesPath } from './protectionShapes.ts';
import type { Rest } from '../rest.ts';
import { mutationNames } from '../schemaFields.ts';

/**
 * Changing protection rules, which takes a maintainer: over GraphQL where it has the mutation, otherwise over REST. Each is sent
 * once. Throws `badInput` with GitLab's sentence for a rule that it does not take, also for a tag rule where the registry has no
 * metadata database; `unsupported` where this GitLab has no such call.
 */
export interface ProtectionChangeCalls {
  addProtectionRule(kind: RuleKind, fullPath: string, wanted: WantedRule, call?: Call): Promise<void>;
  /** `missing`, or over GraphQL `denied`, where the rule is gone; over REST also where there is no such call. */
  changeProtectionRule(place: RulePlace, wanted: WantedRule, call?: Call): Promise<void>;
  /** As `changeProtectionRule`. */
  removeProtectionRule(place: RulePlace, call?: Call): Promise<void>;
}

/** Which rule of which project. */
export interface RulePlace {
  readonly kind: RuleKind;
  readonly fullPath: string;
  readonly id: number;
}

const answer = v.object({ result: v.nullable(v.object({ errors: sentences })) });

/** The calls that change protection. */
export function protectionChangeCalls(rest: Rest, graphql: Graphql): ProtectionChangeCalls {
  const mutations = mutationNames(graphql);
  const isMutation = async (verb: Verb, kind: RuleKind): Promise<boolean> =>
    (await mutations()).has(verb + ruleNames[kind].rule);
  const mutate = async (
    document: string,
    variables: Readonly<Record<string, unknown>>,
    call?: Call,
  ): Promise<void> => {
    const { host } = graphql;
    const data = await graphql.query(document, variables, call);
    const errors = decode(answer, data, { name: 'rule', host }).result?.errors ?? [];
    if (errors.length === 0) return;
    const serverMessage = printableLine(errors.join('. '));
    throw new Failure('invalid', 'GitLab refused the rule', { code: 'badInput', host, serverMessage });
  };
  return {
    addProtectionRule: async (kind, fullPath, wanted, call) => {
      if (await isMutation('create', kind))
        return mutate(createDocument(kind), { path: fullPath, ...levelsOf(wanted) }, call);
      const added = { body: restBody(kind, wanted, undefined), success: { status: 201 } } as const;
      await rest.write('POST', rulesPath(kind, fullPath), added, call).catch((error: unknown) => {
        throw Failure.is(error, 'missing') ? unsupported(error) : error;
      });
    },
    changeProtectionRule: async ({ kind, fullPath, id }, wanted, call) => {
      if (await isMutation('update', kind))
        return mutate(updateDocument(kind), { id: globalId(kind, id), ...levelsOf(wanted) }, call);
      const changed = { body: restBody(kind, wanted, ''), success: { status: 200 } } as const;
      await rest.write('PATCH', `${rulesPath(kind, fullPath)}/${id}`, changed, call);
    },
    removeProtectionRule: async ({ kind, fullPath, id }, call) => {
      if (await isMutation('delete', kind))
        return mutate(deleteDocument(kind), { id: globalId(kind, id) }, call);
      const removed = { body: undefined, success: { status: 204 } } as const;
      await rest.write('DELETE', `${rulesPath(kind, fullPath)}/${id}`, removed, call);
    },
  };
}

type Verb = 'create' | 'update' | 'delete';

function globalId(kind: RuleKind, id: number): string {
  return `gid://gitlab/${ruleNames[kind].model}/${id}`;
}

/** A level that is not wanted is sent as null, which takes it away. */
function levelsOf(wanted: WantedRule): Readonly<Record<string, unknown>> {
  const { pattern, minimumAccessLevelForPush = null, minimumAccessLevelForDelete = null } = wanted;
  return { pattern, push: minimumAccessLevelForPush, remove: minimumAccessLevelForDelete };
}

function createDocument(kind: RuleKind): string {
  const { rule, pattern, level } = ruleNames[kind];
  return `mutation($path: ID!, $pattern: String!, $push: ${level}, $remove: ${level}) {
    result: create${rule}(input: { projectPath: $path, ${pattern}: $pattern, ${levelArguments} }) { errors } }`;
}

function updateDocument(kind: RuleKind): string {
  const { rule, pattern, level, id } = ruleNames[kind];
  return `mutation($id: ${id}!, $pattern: String!, $push: ${level}, $remove: ${level}) {
    result: update${rule}(input: { id: $id, ${pattern}: $pattern, ${levelArguments} }) { errors } }`;
}

const levelArguments = 'minimumAccessLevelForPush: $push, minimumAccessLevelForDelete: $remove';

function deleteDocument(kind: RuleKind): string {
  const { rule, id } = ruleNames[kind];
  return `mutation($id: ${id}!) { result: delete${rule}(input: { id: $id }) { errors } }`;
}

/** `unset`: what a level that is not wanted is sent as. */
function restBody(kind: RuleKind, wanted: WantedRule, unset: '' | undefined): object {
  return {
    [ruleNames[kind].restPattern]: wanted.pattern,
    minimum_access_level_for_push: wanted.minimumAccessLevelForPush?.toLowerCase() ?? unset,
    minimum_access_level_for_delete: wanted.minimumAccessLevelForDelete?.toLowerCase() ?? unset,
  };
}

function unsupported(cause: Failure): Failure {
  return new Failure('invalid', 'no call to add a rule', { ...cause.details, code: 'unsupported', cause });
}
