import assert from 'node:assert/strict';
import { handleGraphql } from '../../../gitlab/graphql/graphql.ts';
import { accessLevels } from '../../../gitlab/world/world.ts';
import { anonymous, ask, createBench, member } from '../../../fakes/graphqlBench.ts';

const { guest } = accessLevels;

/** So many aliases of `metadata { version }`, which cost 2 each. */
const versions = (count: number): string =>
  `{ ${Array.from({ length: count }, (_, index) => `m${index}: metadata { version }`).join(' ')} }`;

describe('limits of a query', () => {
  it('are a complexity of 250 for users and of 200 for the anonymous', async () => {
    const bench = createBench();
    assert.equal((await ask(bench, member(bench.world, guest), versions(125))).errors, undefined);
    const tooMuch = await ask(bench, member(bench.world, guest), versions(126));
    assert.deepEqual(tooMuch, {
      errors: [{ message: 'Query has complexity of 252, which exceeds max complexity of 250' }],
    });
    assert.equal((await ask(bench, anonymous, versions(100))).errors, undefined);
    const anonymously = await ask(bench, anonymous, versions(101));
    assert.match(
      anonymously.errors?.[0]?.message ?? '',
      /complexity of 202, which exceeds max complexity of 200/,
    );
  });

  it('count a connection more the more rows it may have, a hundredth for each', async () => {
    // 126 fields inside and 1 for the connection itself are 127; of 100 rows that is 254, of 1 row 128. The project adds 1.
    const bench = createBench();
    const fields = Array.from({ length: 124 }, (_, index) => `n${index}: name`).join(' ');
    const query = `query($first: Int) { project(fullPath: "x") { containerRepositories(first: $first) { nodes { ${fields} } } } }`;
    const user = member(bench.world, guest);
    assert.equal((await ask(bench, user, query, { first: 1 })).errors, undefined);
    const all = await ask(bench, user, query, {});
    assert.match(all.errors?.[0]?.message ?? '', /^Query has complexity of 255/);
  });

  it('count fields of one response key once, fragments and skipped fields included', async () => {
    const bench = createBench();
    const again = 'metadata { version }'.repeat(130);
    const user = member(bench.world, guest);
    assert.equal(
      (await ask(bench, user, `{ ${again} ...F } fragment F on Query { metadata { version } }`)).errors,
      undefined,
    );
    const skipped = versions(130).replaceAll('metadata', 'metadata @skip(if: true)');
    assert.equal((await ask(bench, user, skipped)).errors, undefined);
  });

  it('hold for all queries of a multiplex together', async () => {
    const bench = createBench();
    const body = [{ query: versions(63) }, { query: versions(63) }];
    const answer = await handleGraphql(bench.context, { authentication: member(bench.world, guest), body });
    const messages = JSON.stringify(answer.body).match(/complexity of 252/g);
    assert.equal(messages?.length, 2);
  });

  it('are a depth of 20 for users and of 15 for the anonymous', async () => {
    const bench = createBench();
    const nested = (depth: number): string =>
      `{ __type(name: "Query") { ${'ofType { '.repeat(depth - 2)} name ${'}'.repeat(depth - 2)} } }`;
    const user = member(bench.world, guest);
    assert.equal((await ask(bench, user, nested(20))).errors, undefined);
    const deep = await ask(bench, user, nested(21));
    assert.equal(deep.errors?.[0]?.message, 'Query has depth of 21, which exceeds max depth of 20');
    assert.equal((await ask(bench, anonymous, nested(15))).errors, undefined);
    assert.match((await ask(bench, anonymous, nested(16))).errors?.[0]?.message ?? '', /max depth of 15/);
  });

  it('are 10,000 characters of text, all queries together', async () => {
    const bench = createBench();
    const authentication = member(bench.world, guest);
    const query = '{ metadata { version } }'.padEnd(5001);
    const one = await handleGraphql(bench.context, { authentication, body: [{ query }] });
    assert.equal(one.status, 200);
    const two = await handleGraphql(bench.context, { authentication, body: [{ query }, { query }] });
    assert.deepEqual(two, { status: 422, body: { errors: [{ message: 'Query too large' }] } });
  });
});
