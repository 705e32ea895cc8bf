import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import { TagLadder } from '../../../../src/catalog/lists/tagLadder.ts';
import type { TagSource } from '../../../../src/catalog/lists/tagSource.ts';
import type { Repository } from '../../../../src/domain/repository.ts';
import type { Page, Tag } from '../../../../src/domain/tag.ts';
import type { TagSourceName } from '../../../../src/domain/tagSourceName.ts';

const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const repositoryOn = (host: string, id = 1): Repository => ({
  id,
  name: 'app',
  path: 'g/p/app',
  location: `${host}/g/p/app`,
});
const tag = (name: string): Tag => ({ name, path: `g/p/app:${name}`, location: `host/g/p/app:${name}` });

/** A source that gives these answers, one per call. */
function source(
  name: TagSourceName,
  ...answers: readonly (Page<Tag> | Failure)[]
): TagSource & { readonly asked: (string | undefined)[] } {
  const asked: (string | undefined)[] = [];
  return {
    name,
    asked,
    page: (_, next) => {
      const answer = answers[asked.length];
      asked.push(next);
      if (answer === undefined)
        return Promise.reject(new Error(`${name} was not to be asked ${asked.length} times`));
      return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

describe('TagLadder', () => {
  const unsupported = new Failure('invalid', 'no such route', { code: 'unsupported' });

  it('asks a source that does not exist here once, then never again', async () => {
    const listing = source('registryListing', unsupported);
    const graphql = source('graphql', { items: [tag('a')] }, { items: [tag('b')] });
    const ladder = new TagLadder([listing, graphql], log);
    await ladder.page(repositoryOn('r'), undefined);
    await ladder.page(repositoryOn('r', 2), undefined);
    assert.deepEqual([listing.asked.length, graphql.asked.length], [1, 2]);
    assert.deepEqual(ladder.states(), [
      { host: 'r', source: 'graphql', refused: [{ source: 'registryListing', failure: unsupported }] },
    ]);
  });

  it('looks for tags where a source can, from the cheapest, and says when none can', async () => {
    const finding = (name: TagSourceName, answer: Page<Tag> | Failure) => ({
      ...source(name),
      matching: (_: Repository, text: string) =>
        answer instanceof Failure
          ? Promise.reject(answer)
          : Promise.resolve({ ...answer, items: [tag(`${name} ${text}`)] }),
    });
    const listing = finding('registryListing', unsupported);
    const found = { items: [], next: 'x' };
    const ladder = new TagLadder([listing, finding('graphql', found), source('restKeyset')], log);
    const page = await ladder.matching(repositoryOn('r'), 'mr-', undefined);
    assert.deepEqual([page.items[0]?.name, page.next], ['graphql mr-', 'graphql:x']);
    const denied = finding('graphql', new Failure('offline', 'down'));
    await assert.rejects(
      new TagLadder([listing, denied], log).matching(repositoryOn('r'), 'mr-', undefined),
      /down/,
    );
    const unable = new TagLadder([listing, source('restKeyset')], log);
    await assert.rejects(
      unable.matching(repositoryOn('r'), 'mr-', undefined),
      (error) => Failure.is(error, 'invalid') && error.details.code === 'unsupported',
    );
  });

  it('asks it again for another registry host', async () => {
    const listing = source('registryListing', unsupported, { items: [tag('a')] });
    const graphql = source('graphql', { items: [] });
    const ladder = new TagLadder([listing, graphql], log);
    await ladder.page(repositoryOn('one'), undefined);
    await ladder.page(repositoryOn('two'), undefined);
    assert.equal(listing.asked.length, 2);
  });

  it('passes over a source that is denied for one repository without giving it up', async () => {
    const listing = source('registryListing', new Failure('denied', 'no pull'), { items: [tag('a')] });
    const graphql = source('graphql', { items: [tag('b')] });
    const ladder = new TagLadder([listing, graphql], log);
    await ladder.page(repositoryOn('r'), undefined);
    await ladder.page(repositoryOn('r', 2), undefined);
    assert.deepEqual([listing.asked.length, graphql.asked.length], [2, 1]);
  });

  it('goes on with the source that a list was begun with, and from the start of the next when it breaks', async () => {
    const listing = source(
      'registryListing',
      { items: [tag('a')], next: 'x:y' },
      new Failure('offline', 'gone'),
    );
    const graphql = source('graphql', { items: [tag('a'), tag('b')] });
    const ladder = new TagLadder([listing, graphql], log);
    const first = await ladder.page(repositoryOn('r'), undefined);
    const second = await ladder.page(repositoryOn('r'), first.next);
    assert.deepEqual(listing.asked, [undefined, 'x:y']);
    assert.deepEqual(graphql.asked, [undefined]);
    assert.deepEqual(
      second.items.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  for (const failure of [new Failure('cancelled', ''), new Failure('rateLimited', '')]) {
    it(`does not burden another source when it was ${failure.reason}`, async () => {
      const graphql = source('graphql');
      const ladder = new TagLadder([source('registryListing', failure), graphql], log);
      await assert.rejects(ladder.page(repositoryOn('r'), undefined), (error) => error === failure);
      assert.equal(graphql.asked.length, 0);
    });
  }

  it('does not hide that GitLab refuses the token behind another try', async () => {
    const failure = new Failure('unauthorized', 'expired', { code: 'tokenExpired' });
    const ladder = new TagLadder([source('graphql', failure), source('restKeyset')], log);
    await assert.rejects(ladder.page(repositoryOn('r'), undefined), (error) => error === failure);
  });

  it('does not give up a source because the whole network was down', async () => {
    const offline = new Failure('offline', 'no network');
    const listing = source('registryListing', offline, { items: [tag('a')] });
    const ladder = new TagLadder([listing, source('graphql', offline)], log);
    await assert.rejects(ladder.page(repositoryOn('r'), undefined), (error) => error === offline);
    assert.equal((await ladder.page(repositoryOn('r'), undefined)).items.length, 1);
  });
});
