import assert from 'node:assert/strict';
import { getIntrospectionQuery, validateSchema } from 'graphql';
import { schemaFor } from '../../../gitlab/graphql/schema.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';
import { ask, at, createBench, member } from '../../../fakes/graphqlBench.ts';

describe('schema of a GitLab version', () => {
  for (const version of ['14.3.0', '15.0.0', '16.6.0', '16.11.0', '17.4.2', '17.9.0', '18.3.0', '19.4.0']) {
    it(`is a valid schema in ${version}`, () => {
      assert.deepEqual(validateSchema(schemaFor(version)), []);
    });
  }

  it('has no trace of the marks that made it', () => {
    const names = schemaFor('19.4.0')
      .getDirectives()
      .map(({ name }) => name);
    assert.ok(!names.includes('since') && !names.includes('until'));
  });

  const milestones: readonly [type: string, field: string, first: string, before: string][] = [
    // facts, GraphQL, "Fields by version"
    ['ContainerRepositoryTag', 'publishedAt', '16.11.0', '16.10.9'],
    ['ContainerRepositoryDetails', 'lastPublishedAt', '16.11.0', '16.10.9'],
    ['ContainerRepositoryTag', 'protection', '17.9.0', '17.8.4'],
    ['Project', 'containerTagsExpirationPolicy', '17.5.0', '17.4.9'],
    ['UpdateContainerExpirationPolicyPayload', 'containerTagsExpirationPolicy', '17.5.0', '17.4.9'],
    ['ContainerRepositoryDetails', 'tagDetails', '18.11.0', '18.10.0'],
    // gl: app/graphql/types/container_repository_type.rb, milestones in its marks
    ['ContainerRepository', 'protectionRuleExists', '17.2.0', '17.1.0'],
    ['ContainerRepository', 'userPermissions', '16.7.0', '16.6.0'],
  ];
  for (const [type, field, first, before] of milestones) {
    it(`has ${type}.${field} from ${first} on`, () => {
      assert.ok(fieldsOf(first, type).includes(field));
      assert.ok(!fieldsOf(before, type).includes(field));
    });
  }

  it('has canDelete in old versions only', () => {
    assert.ok(fieldsOf('15.0.0', 'ContainerRepositoryTag').includes('canDelete'));
    assert.ok(!fieldsOf('19.4.0', 'ContainerRepositoryTag').includes('canDelete'));
  });
});

describe('introspection', () => {
  const ages = `{ __type(name: "ContainerExpirationPolicyOlderThanEnum") { enumValues { name } } }`;

  it('lists the ages that the version knows', async () => {
    const old = ['FOURTEEN_DAYS', 'NINETY_DAYS', 'SEVEN_DAYS', 'SIXTY_DAYS', 'THIRTY_DAYS'];
    assert.deepEqual(await enumValues('17.0.0', ages), old);
    assert.equal((await enumValues('19.4.0', ages)).length, 11);
    assert.ok(!(await enumValues('14.3.0', ages)).includes('SIXTY_DAYS'));
  });

  it('answers the standard introspection query for somebody signed in', async () => {
    const bench = createBench();
    const answer = await ask(bench, member(bench.world, accessLevels.guest), getIntrospectionQuery());
    assert.equal(answer.errors, undefined);
    assert.equal(at(answer, '__schema.queryType.name'), 'Query');
  });

  it('fails a query whole that names a field of a later version, in the words of graphql-ruby', async () => {
    const bench = createBench({ version: '17.4.0' });
    const query = `{ project(fullPath: "acme/shop") { id containerTagsExpirationPolicy { enabled } } }`;
    const answer = await ask(bench, member(bench.world, accessLevels.owner), query);
    assert.equal(answer.data, undefined);
    assert.equal(
      answer.errors?.[0]?.message,
      "Field 'containerTagsExpirationPolicy' doesn't exist on type 'Project'",
    );
    assert.deepEqual(answer.errors[0].extensions, {
      code: 'undefinedField',
      typeName: 'Project',
      fieldName: 'containerTagsExpirationPolicy',
    });
  });
});

function fieldsOf(version: string, type: string): string[] {
  const found = schemaFor(version).getType(type);
  return found && 'getFields' in found ? Object.keys(found.getFields()) : [];
}

async function enumValues(version: string, query: string): Promise<string[]> {
  const bench = createBench({ version });
  const answer = await ask(bench, member(bench.world, accessLevels.guest), query);
  const values = at(answer, '__type.enumValues') as { readonly name: string }[];
  return values.map(({ name }) => name);
}
