import assert from 'node:assert/strict';
import { unavailableText } from '../../../gitlab/graphql/session.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';
import type { Answer, Bench } from '../../../fakes/graphqlBench.ts';
import { ask, at, createBench, member } from '../../../fakes/graphqlBench.ts';

const { guest, reporter, developer, maintainer } = accessLevels;
const fields = 'enabled cadence keepN olderThan nameRegex nameRegexKeep nextRunAt';

describe('cleanup policy in GraphQL', () => {
  const query = `{ project(fullPath: "acme/shop") {
    containerTagsExpirationPolicy { ${fields} } containerExpirationPolicy { cadence } } }`;

  it('is whole for a maintainer, with the defaults of a new project', async () => {
    const bench = createBench();
    const answer = await ask(bench, member(bench.world, maintainer), query);
    assert.deepEqual(at(answer, 'project'), {
      containerTagsExpirationPolicy: {
        enabled: false,
        cadence: 'EVERY_DAY',
        keepN: 'TEN_TAGS',
        olderThan: 'NINETY_DAYS',
        nameRegex: '.*',
        nameRegexKeep: null,
        nextRunAt: null,
      },
      containerExpirationPolicy: { cadence: 'EVERY_DAY' },
    });
  });

  it('shows the others whether it is on and when it runs, and nothing else', async () => {
    const bench = createBench();
    Object.assign(bench.project.policy ?? {}, { enabled: true, nextRunAt: new Date('2026-06-01T00:00:00Z') });
    const answer = await ask(bench, member(bench.world, developer), query);
    assert.deepEqual(at(answer, 'project'), {
      containerTagsExpirationPolicy: {
        enabled: true,
        cadence: null,
        keepN: null,
        olderThan: null,
        nameRegex: null,
        nameRegexKeep: null,
        nextRunAt: '2026-06-01T00:00:00Z',
      },
      containerExpirationPolicy: null,
    });
  });
});

describe('updateContainerExpirationPolicy', () => {
  it('changes what it is given, keeps the rest and sets the next run', async () => {
    const bench = createBench();
    const answer = await update(bench, {
      enabled: true,
      cadence: 'EVERY_MONTH',
      olderThan: 'ONE_THOUSAND_NINETY_FIVE_DAYS',
      keepN: null,
    });
    assert.deepEqual(at(answer, 'updateContainerExpirationPolicy'), {
      containerTagsExpirationPolicy: {
        enabled: true,
        cadence: 'EVERY_MONTH',
        keepN: null,
        olderThan: 'ONE_THOUSAND_NINETY_FIVE_DAYS',
        nameRegex: '.*',
        nameRegexKeep: null,
        nextRunAt: '2026-06-05T07:08:09Z',
      },
      errors: [],
    });
    assert.equal(bench.project.policy?.olderThan, '1095d');
  });

  it('creates the row of an old project', async () => {
    const bench = createBench();
    Reflect.deleteProperty(bench.project, 'policy');
    await update(bench, { enabled: true, nameRegex: 'v.*' });
    assert.equal(bench.project.policy?.nameRegex, 'v.*');
  });

  // gl: spec/requests/api/graphql/mutations/container_expiration_policy/update_spec.rb
  it('rejects an invalid regexp whole, also for a policy that is off', async () => {
    for (const name of ['nameRegex', 'nameRegexKeep']) {
      const bench = createBench();
      const answer = await update(bench, { enabled: false, [name]: '*production' });
      assert.equal(answer.errors?.length, 1);
      assert.match(answer.errors[0]?.message ?? '', /\*production is an invalid regexp/);
      assert.equal(bench.project.policy?.nameRegex, '.*');
    }
  });

  it("rejects an older instance's unknown age as a wrong value", async () => {
    const bench = createBench({ version: '17.5.0' });
    const answer = await update(bench, { olderThan: 'ONE_DAY' });
    assert.equal(at(answer, 'updateContainerExpirationPolicy'), undefined);
    assert.match(answer.errors?.[0]?.message ?? '', /ONE_DAY/);
  });

  const refused: readonly [input: Readonly<Record<string, unknown>>, sentence: string][] = [
    [{ enabled: true, nameRegex: '' }, "Name regex can't be blank"],
    [{ enabled: true, nameRegex: null }, "Name regex can't be blank"],
    [{ cadence: null }, "Cadence can't be blank and Cadence is not included in the list"],
    [{ enabled: null }, 'Enabled is not included in the list'],
  ];
  for (const [input, sentence] of refused) {
    it(`refuses ${JSON.stringify(input)} and changes nothing`, async () => {
      const bench = createBench();
      const before = { ...bench.project.policy };
      const answer = await update(bench, input);
      assert.deepEqual(at(answer, 'updateContainerExpirationPolicy'), {
        containerTagsExpirationPolicy: null,
        errors: [sentence],
      });
      assert.deepEqual(bench.project.policy, before);
    });
  }

  it('finds a regexp that REST let in only when the policy is switched on', async () => {
    const bench = createBench();
    Object.assign(bench.project.policy ?? {}, { nameRegex: '(' });
    assert.deepEqual(
      at(await update(bench, { cadence: 'EVERY_WEEK' }), 'updateContainerExpirationPolicy.errors'),
      [],
    );
    const answer = await update(bench, { enabled: true });
    assert.match(
      String(at(answer, 'updateContainerExpirationPolicy.errors')),
      /^Name regex not valid RE2 syntax: missing (closing )?\)/,
    );
  });

  for (const level of [guest, reporter, developer]) {
    it(`is not for level ${level}`, async () => {
      const bench = createBench();
      const answer = await update(bench, { enabled: true }, level);
      assert.equal(answer.errors?.[0]?.message, unavailableText);
      assert.equal(bench.project.policy?.enabled, false);
    });
  }
});

function update(
  bench: Bench,
  input: Readonly<Record<string, unknown>>,
  level: number = maintainer,
): Promise<Answer> {
  const query = `mutation($input: UpdateContainerExpirationPolicyInput!) {
    updateContainerExpirationPolicy(input: $input) { containerTagsExpirationPolicy { ${fields} } errors } }`;
  return ask(bench, member(bench.world, level), query, { input: { projectPath: 'acme/shop', ...input } });
}
