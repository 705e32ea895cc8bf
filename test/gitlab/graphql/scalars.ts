import type { GraphQLSchema, ValueNode } from 'graphql';
import { GraphQLError, isScalarType, Kind } from 'graphql';
import { patternError } from '../world/policy.ts';

/** Ruby class behind each typed id. */
export const models = {
  ContainerRepositoryID: 'ContainerRepository',
  ContainerRegistryProtectionRuleID: 'ContainerRegistry::Protection::Rule',
  ContainerRegistryProtectionTagRuleID: 'ContainerRegistry::Protection::TagRule',
} as const;

/** Gives the custom scalars of a freshly built schema their behaviour; those the version lacks are passed over. */
export function addScalars(schema: GraphQLSchema): void {
  setScalar(schema, 'UntrustedRegexp', String, parseRegexp);
  setScalar(schema, 'BigInt', String, (value) => String(value));
  setScalar(schema, 'Time', String, (value) => String(value));
  for (const [name, model] of Object.entries(models)) {
    setScalar(schema, name, String, (value) => parseGid(value, model));
  }
}

function setScalar(
  schema: GraphQLSchema,
  name: string,
  serialize: (value: unknown) => unknown,
  parse: (value: unknown) => string,
): void {
  const type = schema.getType(name);
  if (!isScalarType(type)) return;
  type.serialize = serialize;
  type.parseValue = parse;
  type.parseLiteral = (node) => parse(textOf(node));
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined;
}

/** Compiled without any wrapping, whether the policy is enabled or not (gl: app/graphql/types/untrusted_regexp.rb). */
function parseRegexp(value: unknown): string {
  const pattern = String(value);
  const problem = patternError(pattern);
  if (problem === undefined) return pattern;
  throw new GraphQLError(`${pattern} is an invalid regexp: ${problem}`);
}

function parseGid(value: unknown, model: string): string {
  const text = String(value);
  const match = /^gid:\/\/gitlab\/([\w:]+)\/\d+$/.exec(text);
  if (!match) throw new GraphQLError(`"${text}" is not a valid Global ID`);
  if (match[1] !== model) throw new GraphQLError(`"${text}" does not represent an instance of ${model}`);
  return text;
}
