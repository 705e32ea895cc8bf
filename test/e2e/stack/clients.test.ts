// Both clients against GitLab in a box, which was written from GitLab's docs and source by somebody else.
import assert from 'node:assert/strict';
import { Failure, type FailureDetails } from '../../../src/base/failure.ts';
import { createGitlabClient, type GitlabClient } from '../../../src/gitlab/client.ts';
import { createRegistryClient, type RegistryClient } from '../../../src/registry/client.ts';
import { startBox, type Box, type BoxOptions } from '../../gitlab/box.ts';
import type { TokenName } from '../../gitlab/seed/people.ts';
import { testHttp } from '../../fakes/httpServer.ts';

const { http, lines } = testHttp({ now: Date.now });

function clientOf(box: Box, name: TokenName = 'maintainer'): GitlabClient {
  return createGitlabClient({ instanceUrl: box.url, token: () => Promise.resolve(box.tokens[name]), http });
}

function registryOf(box: Box, name: TokenName = 'maintainer'): RegistryClient {
  const credentials = () => Promise.resolve({ username: name, password: box.tokens[name] });
  return createRegistryClient({ host: box.registryHost, instanceUrl: box.url, credentials, http });
}

async function failureOf(promise: Promise<unknown>): Promise<FailureDetails & { readonly reason: string }> {
  const error = await promise.then(
    () => assert.fail('did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Failure, String(error));
  return { reason: error.reason, ...error.details };
}

/** A box for each test, which has to have known every request, and whose tokens are in no log line. */
function boxed(options: BoxOptions): () => Box {
  let box: Box;
  beforeEach(async () => {
    lines.length = 0;
    box = await startBox(options);
  });
  afterEach(async () => {
    const { log, tokens } = box;
    await box.close();
    const unknown = log.entries
      .filter((entry) => entry.unknown)
      .map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(unknown, []);
    for (const token of Object.values(tokens))
      assert.ok(!lines.some((line) => line.includes(token)), 'a token in the log');
  });
  return () => box;
}

const namesOf = (page: { readonly items: readonly { readonly name: string }[] }): string[] =>
  page.items.map(({ name }) => name).sort();

async function webOf(client: GitlabClient) {
  const { items } = await client.projectRepositories('acme/shop');
  const web = items.find(({ name }) => name === 'web');
  assert.ok(web);
  return web;
}

describe('GitLab in a box', () => {
  const box = boxed({ relativeRoot: true });

  it('knows us and our token', async () => {
    const client = clientOf(box());
    assert.equal((await client.currentUser()).username, 'maintainer');
    assert.deepEqual((await client.tokenInfo())?.scopes, ['api']);
    assert.deepEqual(await client.version(), { version: '19.4.0-ee', isEnterprise: true });
  });

  it('tells expired, revoked and weak tokens apart', async () => {
    assert.equal((await failureOf(clientOf(box(), 'expired').currentUser())).code, 'tokenExpired');
    assert.equal((await failureOf(clientOf(box(), 'revoked').currentUser())).code, 'tokenInvalid');
    const weak = await failureOf(clientOf(box(), 'readUser').groupRepositories('acme'));
    assert.deepEqual([weak.reason, weak.code, weak.scope], ['denied', 'insufficientScope', 'read_api']);
    const reader = await failureOf(clientOf(box(), 'readApi').deleteRepository('acme/shop', 1));
    assert.deepEqual([reader.reason, reader.code, reader.scope], ['denied', 'insufficientScope', 'api']);
  });

  it('leads from groups to repositories with their counts', async () => {
    const client = clientOf(box());
    const groups = (await client.topLevelGroups()).items.map(({ fullPath }) => fullPath);
    assert.ok(groups.includes('acme'));
    assert.ok(groups.every((path) => !path.includes('/')));
    const paths = (await client.groupRepositories('acme')).items.map(({ path }) => path).sort();
    assert.deepEqual(paths, ['acme/platform/tools/cli', 'acme/shop', 'acme/shop/scratch', 'acme/shop/web']);
    const { items } = await client.projectRepositories('acme/shop');
    const counts = Object.fromEntries(items.map(({ name, tagCount }) => [name, tagCount]));
    const byRest = (await client.projectRepositoriesByRest('acme/shop')).items;
    assert.deepEqual(Object.fromEntries(byRest.map(({ name, tagCount }) => [name, tagCount])), counts);
    assert.equal(counts['scratch'], 0);
    assert.ok(Array.isArray((await client.personalProjects()).items));
    assert.equal((await failureOf(client.projectRepositories('acme/none'))).reason, 'missing');
  });

  it('lists the same tags in all five ways', async () => {
    const client = clientOf(box());
    const web = await webOf(client);
    const registry = registryOf(box());
    const pages = [
      await registry.tagsPage(web.path, { sort: '-published_at' }),
      await client.tagsByGraphql(web.id, { sort: 'PUBLISHED_AT_DESC' }),
      await client.tagsByKeyset('acme/shop', web.id),
      await client.tagsByOffset('acme/shop', web.id),
      await registry.v2TagsPage(web.path),
    ];
    const [first] = pages.map(namesOf);
    assert.equal(first?.length, web.tagCount);
    for (const page of pages) assert.deepEqual(namesOf(page), first);
    for (const page of pages)
      assert.deepEqual(
        page.items.map(({ location }) => location).sort(),
        pages[0]?.items.map(({ location }) => location).sort(),
      );
  });

  it('says the same about a tag through the registry, GraphQL and REST', async () => {
    const client = clientOf(box());
    const web = await webOf(client);
    const [fromRegistry, fromGraphql] = await Promise.all([
      registryOf(box()).tagsPage(web.path),
      client.tagsByGraphql(web.id),
    ]);
    for (const tag of fromRegistry.items) {
      const other = fromGraphql.items.find(({ name }) => name === tag.name);
      const detail = await client.tagDetail('acme/shop', web.id, tag.name);
      for (const key of ['digest', 'configDigest', 'sizeBytes'] as const) {
        assert.equal(other?.[key], tag[key], key);
        assert.equal(detail[key], tag[key], key);
      }
      assert.equal(other?.mediaType, tag.mediaType);
      assert.equal(Date.parse(other?.createdAt ?? ''), Date.parse(tag.createdAt ?? ''));
    }
  });

  it('is walked page by page without losing or repeating a tag', async () => {
    const client = clientOf(box());
    const registry = registryOf(box());
    const web = await webOf(client);
    const ways = [
      (after?: string) => client.tagsByKeyset('acme/shop', web.id, { after, perPage: 1 }),
      (after?: string) => registry.tagsPage(web.path, { after, perPage: 1, sort: '-published_at' }),
      (after?: string) => registry.v2TagsPage(web.path, { after, perPage: 1 }),
    ];
    for (const way of ways) {
      const names: string[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await way(after);
        names.push(...page.items.map(({ name }) => name));
        after = page.next;
      }
      assert.equal(names.length, web.tagCount);
      assert.equal(new Set(names).size, names.length);
    }
  });

  it('hands out manifests and configs that fit their digests, blobs from storage', async () => {
    const client = clientOf(box());
    const web = await webOf(client);
    const registry = registryOf(box());
    const [tag] = (await registry.tagsPage(web.path)).items;
    assert.ok(tag);
    const { manifest, digest } = await registry.manifest(web.path, tag.name);
    assert.equal(digest, tag.digest);
    assert.equal(manifest.kind, 'image');
    const config = JSON.parse(
      Buffer.from(await registry.blob(web.path, manifest.config.digest)).toString('utf8'),
    ) as { os?: string };
    assert.equal(config.os, 'linux');
    const atStorage = box().log.entries.filter(({ host }) => host === 'storage');
    assert.deepEqual(
      atStorage.map(({ credentials }) => credentials),
      [[]],
    );
    assert.deepEqual(await registry.referrers(web.path, digest, { tag: tag.name }), []);
    assert.deepEqual(await registry.kind(), { gitlabVersion: '4.32.0-gitlab', hasMetadataDatabase: true });
  });

  it('deletes by name, one and several, and says which', async () => {
    const client = clientOf(box());
    const web = await webOf(client);
    const [one = '', two = '', ...rest] = namesOf(await client.tagsByKeyset('acme/shop', web.id));
    await client.deleteTag('acme/shop', web.id, one);
    const { deletedTagNames } = await client.deleteTags(web.id, [two]);
    assert.deepEqual(deletedTagNames, [two]);
    assert.deepEqual(namesOf(await client.tagsByKeyset('acme/shop', web.id)), rest);
    const denied = await failureOf(clientOf(box(), 'reporter').deleteTag('acme/shop', web.id, rest[0] ?? ''));
    assert.deepEqual([denied.reason, denied.code], ['denied', 'insufficientRole']);
    assert.equal(
      (await failureOf(clientOf(box(), 'reporter').deleteTags(web.id, [rest[0] ?? '']))).reason,
      'denied',
    );
    await client.deleteRepository('acme/shop', web.id);
    const after = await client.repository(web.id).catch((error: unknown) => Failure.from(error));
    assert.ok(after instanceof Failure ? after.reason === 'missing' : after.deletion !== undefined);
  });

  it('reads and writes policies, and refuses bad ones with a reason', async () => {
    const client = clientOf(box());
    const change = { enabled: true, keepN: 5, olderThan: undefined, nameRegex: 'v.+', nameRegexKeep: 'v1' };
    const { policy } = await client.changePolicy('acme/shop', change);
    assert.deepEqual((await client.projectRegistry('acme/shop')).policy, policy);
    assert.deepEqual(
      { ...policy, cadence: undefined, nextRunAt: undefined },
      { ...change, cadence: undefined, nextRunAt: undefined },
    );
    const refused = await failureOf(client.changePolicy('acme/shop', { nameRegex: '(' }));
    assert.deepEqual([refused.reason, refused.code, refused.status], ['invalid', 'badInput', 400]);
    assert.ok((await client.olderThanValues()).includes('90d'));
    assert.ok(Array.isArray(await client.tagProtectionRules('acme/shop')));
  });

  it('lets nobody pull who may not', async () => {
    assert.equal((await failureOf(registryOf(box(), 'outsider').tagsPage('acme/shop/web'))).reason, 'denied');
    assert.ok((await registryOf(box(), 'readRegistry').tagsPage('acme/shop/web')).items.length > 0);
  });

  it('costs two requests for a first page of dated tags, and one for the next', async () => {
    const registry = registryOf(box());
    await registry.tagsPage('acme/shop/web');
    assert.equal(box().log.entries.length, 2);
    await registry.tagsPage('acme/shop/web');
    assert.equal(box().log.entries.length, 3);
  });
});

describe('an old GitLab in a box', () => {
  const box = boxed({ version: '15.0.0' });

  it('is asked for nothing it does not know', async () => {
    const client = clientOf(box());
    const web = await webOf(client);
    assert.equal((await client.tagsByGraphql(web.id)).items.length, web.tagCount);
    assert.equal(await client.tagProtectionRules('acme/shop'), undefined);
    assert.equal((await client.version()).version, '15.0.0-ee');
    assert.equal(await client.tokenInfo(), undefined);
    assert.ok(!(await client.olderThanValues()).includes('1d'));
  });
});

describe('GitLab in a box with a certificate of its own', () => {
  const box = boxed({ tls: true });

  it('is not trusted, and no request is made', async () => {
    const failure = await failureOf(clientOf(box()).currentUser());
    assert.deepEqual([failure.reason, failure.code], ['offline', 'tlsUntrusted']);
    assert.equal(box().log.entries.length, 0);
  });
});

describe('GitLab in a box with a plain Docker registry', function () {
  this.timeout(120_000);
  const box = boxed({ kind: 'legacy' });

  it('has neither keyset paging nor a listing with dates, but names, manifests and configs', async () => {
    const client = clientOf(box());
    const registry = registryOf(box());
    const web = await webOf(client);
    assert.equal((await failureOf(client.tagsByKeyset('acme/shop', web.id))).code, 'unsupported');
    assert.equal((await failureOf(registry.tagsPage(web.path))).code, 'unsupported');
    assert.deepEqual(await registry.kind(), { hasMetadataDatabase: false });
    const names = namesOf(await registry.v2TagsPage(web.path));
    assert.equal(names.length, web.tagCount);
    assert.deepEqual(namesOf(await client.tagsByOffset('acme/shop', web.id)), names);
    const { manifest, digest } = await registry.manifest(web.path, names[0] ?? '');
    assert.equal(manifest.kind, 'image');
    await registry.blob(web.path, manifest.config.digest);
    assert.deepEqual(await registry.referrers(web.path, digest), []);
    assert.equal((await failureOf(registry.manifest(web.path, 'none'))).reason, 'missing');
  });
});
