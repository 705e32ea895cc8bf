import * as v from 'valibot';
import type { ProtectionRule, RuleKind } from '../../domain/access/rule.ts';
import { globalIdOf, identifier, optionalWord, pattern } from '../../net/shapes.ts';
import { known } from '../decode.ts';

/** How GitLab calls what belongs to a kind of rule. Source: its GraphQL schema; `app/models/container_registry/protection`. */
export const ruleNames = {
  tag: {
    rule: 'ContainerProtectionTagRule',
    pattern: 'tagNamePattern',
    list: 'containerProtectionTagRules',
    level: 'ContainerProtectionTagRuleAccessLevel',
    id: 'ContainerRegistryProtectionTagRuleID',
    model: 'ContainerRegistry::Protection::TagRule',
    restPattern: 'tag_name_pattern',
  },
  repository: {
    rule: 'ContainerProtectionRepositoryRule',
    pattern: 'repositoryPathPattern',
    list: 'containerProtectionRepositoryRules',
    level: 'ContainerProtectionRepositoryRuleAccessLevel',
    id: 'ContainerRegistryProtectionRuleID',
    model: 'ContainerRegistry::Protection::Rule',
    restPattern: 'repository_path_pattern',
  },
} as const satisfies Readonly<Record<RuleKind, object>>;

/** Where REST has the rules of a project. */
export function rulesPath(kind: RuleKind, fullPath: string): string {
  return `projects/${encodeURIComponent(fullPath)}/registry/protection/${kind}/rules`;
}

/** A rule as GraphQL has it, its pattern under the alias `pattern`. */
export const graphqlRule = v.pipe(
  v.object({
    id: v.union([globalIdOf(ruleNames.tag.model), globalIdOf(ruleNames.repository.model)]),
    pattern,
    minimumAccessLevelForPush: optionalWord,
    minimumAccessLevelForDelete: optionalWord,
    immutable: v.nullish(v.boolean()),
  }),
  v.transform(({ immutable, ...rule }): ProtectionRule =>
    known({ ...rule, isImmutable: immutable ?? false }),
  ),
);

const restFields = {
  id: identifier,
  minimum_access_level_for_push: optionalWord,
  minimum_access_level_for_delete: optionalWord,
};

function toRule(
  pattern: string,
  rule: v.InferOutput<v.ObjectSchema<typeof restFields, undefined>>,
): ProtectionRule {
  return known({
    id: rule.id,
    pattern,
    minimumAccessLevelForPush: rule.minimum_access_level_for_push?.toUpperCase(),
    minimumAccessLevelForDelete: rule.minimum_access_level_for_delete?.toUpperCase(),
    isImmutable: false,
  });
}

/** Rules as REST lists them. */
export const restRules = {
  tag: v.array(
    v.pipe(
      v.object({ ...restFields, tag_name_pattern: pattern }),
      v.transform((rule) => toRule(rule.tag_name_pattern, rule)),
    ),
  ),
  repository: v.array(
    v.pipe(
      v.object({ ...restFields, repository_path_pattern: pattern }),
      v.transform((rule) => toRule(rule.repository_path_pattern, rule)),
    ),
  ),
};
