import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql';
import { defaultPageSize } from './connections.ts';

/** gl: app/graphql/gitlab_schema.rb. */
export interface Limits {
  readonly complexity: number;
  readonly depth: number;
}

/** Most text in one request, all queries of a multiplex together, in characters (gl: graphql_controller.rb). */
export const maxQueryCharacters = 10_000;

/** Largest page of `ContainerRepositoryDetails.tags`. */
export const maxTagPage = 20;

/** What a caller may ask for at once. The standard introspection query is let pass with 217 for everybody. */
export function limitsFor(caller: 'anonymous' | 'user' | 'admin', introspection: boolean): Limits {
  if (caller === 'anonymous') return { complexity: introspection ? 217 : 200, depth: 15 };
  return { complexity: caller === 'admin' ? 300 : 250, depth: 20 };
}

/** An operation with all that its selections may refer to. */
export interface Measured {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Cost {
  readonly complexity: number;
  readonly depth: number;
}

/**
 * Complexity and depth, near GitLab's (app/graphql/types/base_field.rb, resolvers/base_resolver.rb): a field costs 1 and what is
 * in it, a sorted one 1 more, a searched one 5 more, and a connection 1 % more for each row it may have. An approximation: GitLab
 * gives single fields prices of their own, and counts two sets of children under one alias by the dearer type only.
 */
export function measure(measured: Measured): Cost {
  const root = measured.schema.getRootType(measured.operation.operation) ?? undefined;
  return costOfChildren(measured, root, [measured.operation.selectionSet]);
}

/** Errors in graphql-ruby's words; none where the operation is within its limits. */
export function limitErrors(cost: Cost, limits: Limits): string[] {
  const errors: string[] = [];
  if (cost.depth > limits.depth) {
    errors.push(`Query has depth of ${cost.depth}, which exceeds max depth of ${limits.depth}`);
  }
  if (cost.complexity > limits.complexity) {
    errors.push(
      `Query has complexity of ${cost.complexity}, which exceeds max complexity of ${limits.complexity}`,
    );
  }
  return errors;
}

function costOfChildren(
  measured: Measured,
  parent: GraphQLNamedType | undefined,
  sets: readonly SelectionSetNode[],
): Cost {
  const fields = new Map<string, FieldNode[]>();
  for (const set of sets) collect(measured, set.selections, fields);
  const costs = [...fields.values()].map((nodes) => costOfField(measured, parent, nodes));
  return {
    complexity: costs.reduce((sum, { complexity }) => sum + complexity, 0),
    depth: costs.length === 0 ? 0 : 1 + Math.max(...costs.map(({ depth }) => depth)),
  };
}

/** Fields of the same response key are one field. */
function collect(
  measured: Measured,
  selections: readonly SelectionNode[],
  fields: Map<string, FieldNode[]>,
): void {
  for (const node of selections) {
    if (!isIncluded(node, measured.variables)) continue;
    if (node.kind === Kind.FIELD) {
      const key = (node.alias ?? node.name).value;
      fields.set(key, [...(fields.get(key) ?? []), node]);
      continue;
    }
    const set =
      node.kind === Kind.INLINE_FRAGMENT
        ? node.selectionSet
        : measured.fragments.get(node.name.value)?.selectionSet;
    if (set) collect(measured, set.selections, fields);
  }
}

function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'];
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'];
  return skip !== true && include !== false;
}

function costOfField(
  measured: Measured,
  parent: GraphQLNamedType | undefined,
  nodes: readonly FieldNode[],
): Cost {
  const [node] = nodes;
  const hasFields = isObjectType(parent) || isInterfaceType(parent);
  const field = node && hasFields ? parent.getFields()[node.name.value] : undefined;
  const type = field && getNamedType(field.type);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const children = costOfChildren(measured, type, sets);
  const own = node && field ? priceOfField(field, node, measured.variables) : { base: 1, factor: 1 };
  return {
    complexity: Math.trunc((children.complexity + own.base) * own.factor),
    depth: children.depth,
  };
}

function priceOfField(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): { base: number; factor: number } {
  const args = getArgumentValues(field, node, variables);
  const base = 1 + (args['sort'] ? 1 : 0) + (args['search'] ? 5 : 0);
  const type = getNamedType(field.type).name;
  if (!type.endsWith('Connection')) return { base, factor: 1 };
  const cap = type === 'ContainerRepositoryTagConnection' ? maxTagPage : defaultPageSize;
  const sizes = [args['first'], args['last'], cap].filter((size) => typeof size === 'number');
  return { base, factor: 1 + 0.01 * Math.min(...sizes) };
}
