import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import { PromiseCache } from '../base/promiseCache.ts';
import { decode } from './decode.ts';
import type { Graphql } from './graphql.ts';
import { word } from '../net/shapes.ts';

/** What this instance's GraphQL schema has, of the parts that changed between versions. */
export interface SchemaFields {
  has(type: string, field: string): boolean;
  /** Names of an enum's values; empty where the enum is not known. */
  valuesOf(type: string): readonly string[];
}

const types = [
  'Project',
  'ContainerRepository',
  'ContainerRepositoryDetails',
  'ContainerRepositoryTag',
  'ContainerProtectionAccessLevel',
  'ContainerProtectionTagRule',
  'ContainerProtectionRepositoryRule',
  'ContainerExpirationPolicyOlderThanEnum',
] as const;

const selection = '{ fields(includeDeprecated: true) { name } enumValues(includeDeprecated: true) { name } }';
const document = `query { ${types.map((type) => `${type}: __type(name: "${type}") ${selection}`).join(' ')} }`;

const named = v.nullish(v.array(v.object({ name: word })));
const answer = v.record(word, v.nullable(v.object({ fields: named, enumValues: named })));

/**
 * Asks the schema once and remembers it: a query that names one field too many fails whole. A failed look is forgotten.
 * It is not cancelled with the call that caused it, because others may be waiting for it too.
 */
export function schemaFields(graphql: Graphql): () => Promise<SchemaFields> {
  const cache = new PromiseCache<SchemaFields>(1);
  return () =>
    cache.get('schema', async () => {
      const data = await graphql.query(document, {});
      const known = decode(answer, data, { name: 'schema', host: graphql.host });
      return {
        has: (type, field) => known[type]?.fields?.some(({ name }) => name === field) ?? false,
        valuesOf: (type) => known[type]?.enumValues?.map(({ name }) => name) ?? [],
      };
    });
}

const mutations = 'query { __schema { mutationType { fields(includeDeprecated: true) { name } } } }';
const mutationsAnswer = v.object({
  __schema: v.object({ mutationType: v.nullable(v.object({ fields: named })) }),
});

/**
 * Names of the mutations that the instance has, experimental ones too, which GitLab marks as deprecated. Asked once, apart from the
 * rest, because they are some hundreds. A failed look is forgotten.
 */
export function mutationNames(graphql: Graphql): () => Promise<ReadonlySet<string>> {
  const cache = new PromiseCache<ReadonlySet<string>>(1);
  return () =>
    cache.get('mutations', async () => {
      const data = await graphql.query(mutations, {});
      const { __schema: schema } = decode(mutationsAnswer, data, { name: 'schema', host: graphql.host });
      return new Set(schema.mutationType?.fields?.map(({ name }) => name));
    });
}

/** Those of the fields that the type has. */
export function fieldsOf(fields: SchemaFields, type: string, wanted: readonly string[]): readonly string[] {
  return wanted.filter((field) => fields.has(type, field));
}

/** Sends a query made for the fields that are there. */
export type WithFields = <T>(query: (fields: SchemaFields) => Promise<T>) => Promise<T>;

const everything: SchemaFields = { has: () => true, valuesOf: () => [] };

/**
 * Sends a query with all fields first, which a GitLab of today answers; only where it is rejected, the schema is asked and the
 * query sent again with what it has, then and from then on. For queries that change nothing.
 */
export function newestFirst(fields: () => Promise<SchemaFields>): WithFields {
  let hasRejected = false;
  return async (query) => {
    if (hasRejected) return query(await fields());
    try {
      return await query(everything);
    } catch (error) {
      if (!Failure.is(error, 'invalid') || error.details.code !== 'unsupported') throw error;
      hasRejected = true;
      return query(await fields());
    }
  };
}
