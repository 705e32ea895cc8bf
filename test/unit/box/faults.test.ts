import assert from 'node:assert/strict';
import type { Box } from '../../gitlab/box.ts';
import { startBox } from '../../gitlab/box.ts';
import { rateLimited } from '../../gitlab/faults.ts';
import { fingerprint } from '../../gitlab/requestLog.ts';
import { apiPathOf, call, repositoryAt, statusOf } from '../../fakes/callBox.ts';

describe('the box’s knobs', () => {
  let box: Box;
  before(async () => (box = await startBox()));
  after(() => box.close());
  afterEach(() => {
    box.knobs.faults = [];
    Object.assign(box.knobs, { registryBroken: false, registryDown: false, latencyMs: 0 });
    box.log.clear();
  });
  const user = (): ReturnType<typeof call> => call(box, 'owner', 'GET', 'user');

  it('answers 429 as plain text with Retry-After, as often as told and only where told', async () => {
    box.knobs.faults = [{ act: rateLimited(7), path: /\/user$/, times: 1 }];
    assert.equal(await statusOf(box, 'owner', 'GET', 'version'), 200);
    const refused = await user();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '7');
    assert.equal(refused.body, 'Retry later\n');
    assert.equal((await user()).status, 200);
  });

  it('lets the first requests through where told', async () => {
    box.knobs.faults = [{ act: { kind: 'status', status: 500 }, skip: 2, times: 1 }];
    const seen = [];
    for (let at = 0; at < 4; at += 1) seen.push((await user()).status);
    assert.deepEqual(seen, [200, 200, 500, 200]);
  });

  it('cuts the connection before it acts, or after', async () => {
    const path = `${apiPathOf(box, 'acme/shop/web')}/tags/latest`;
    box.knobs.faults = [{ act: { kind: 'reset', when: 'before' }, times: 1 }];
    await assert.rejects(call(box, 'owner', 'DELETE', path));
    assert.ok((await box.backend.tagNames('acme/shop/web')).includes('latest'));
    box.knobs.faults = [{ act: { kind: 'reset', when: 'after' }, times: 1 }];
    await assert.rejects(call(box, 'owner', 'DELETE', path));
    assert.ok(!(await box.backend.tagNames('acme/shop/web')).includes('latest'));
  });

  it('cuts a body, and sends one slowly but whole', async () => {
    const headers = { authorization: `Bearer ${box.tokens.owner}` };
    box.knobs.faults = [{ act: { kind: 'cutBody', afterBytes: 10 }, times: 1 }];
    const cut = await fetch(`${box.url}/api/v4/user`, { headers });
    assert.equal(cut.status, 200);
    await assert.rejects(cut.text());
    const whole = (await user()).body;
    box.knobs.faults = [{ act: { kind: 'slowBody', pauseMs: 1, pieceBytes: 100 } }];
    assert.deepEqual((await user()).body, whole);
  });

  it('answers HTML, a redirect elsewhere, or its own answer with another Link', async () => {
    box.knobs.faults = [{ act: { kind: 'html' }, times: 1 }];
    assert.match((await user()).headers.get('content-type') ?? '', /^text\/html/);
    box.knobs.faults = [{ act: { kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }, times: 1 }];
    const moved = await fetch(`${box.url}/api/v4/user`, { redirect: 'manual' });
    assert.equal(moved.headers.get('location'), 'http://127.0.0.1:1/elsewhere');
    const link = '<http://127.0.0.1:1/api/v4/projects>; rel="next"';
    box.knobs.faults = [{ act: { kind: 'rewrite', headers: { Link: link } } }];
    const projects = await call(box, 'owner', 'GET', 'projects');
    assert.equal(projects.headers.get('link'), link);
    assert.equal((projects.body as unknown[]).length, 4);
  });

  it('reaches the registry’s servers too', async () => {
    box.knobs.faults = [{ act: { kind: 'status', status: 503 }, host: 'registry' }];
    assert.equal((await fetch(`${box.registryUrl}/v2/`)).status, 503);
    assert.equal((await user()).status, 200);
    assert.equal(box.log.count({ host: 'registry' }), 1);
  });

  it('makes lists silently empty where the registry is broken', async () => {
    box.knobs.registryBroken = true;
    const { id } = repositoryAt(box, 'acme/shop/web');
    const tags = await call(box, 'owner', 'GET', `${apiPathOf(box, 'acme/shop/web')}/tags`);
    assert.deepEqual([tags.status, tags.body], [200, []]);
    const { body } = await call(box, 'owner', 'GET', `registry/repositories/${id}?tags_count=true`);
    assert.equal((body as { tags_count: number }).tags_count, 0);
  });

  it('answers 503 where the registry cannot be reached', async () => {
    box.knobs.registryDown = true;
    const tags = await call(box, 'owner', 'GET', `${apiPathOf(box, 'acme/shop/web')}/tags`);
    assert.equal(tags.status, 503);
    assert.match(JSON.stringify(tags.body), /trouble connecting to the container registry/);
  });
});

describe('the request log', () => {
  let box: Box;
  before(async () => (box = await startBox({ relativeRoot: true })));
  after(() => box.close());
  beforeEach(() => box.log.clear());

  it('counts by route and host and tells which secret came, without telling it', async () => {
    await call(box, 'owner', 'GET', 'projects/acme%2Fshop');
    await fetch(`${box.url}/api/v4/user?private_token=${box.tokens.guest}`);
    assert.equal(box.log.count({ route: 'GET projects/:id' }), 1);
    const [first, second] = box.log.entries;
    assert.deepEqual(first?.credentials, [{ where: 'bearer', fingerprint: fingerprint(box.tokens.owner) }]);
    assert.equal(second?.path, '/gitlab/api/v4/user?private_token=[hidden]');
    assert.deepEqual(second.credentials, [
      { where: '?private_token', fingerprint: fingerprint(box.tokens.guest) },
    ]);
    assert.doesNotMatch(JSON.stringify(box.log.entries), /token-(owner|guest)/);
  });

  it('remembers requests that no part of the box knows', async () => {
    await call(box, 'owner', 'GET', 'projects/1/pipelines');
    await fetch(`${new URL(box.url).origin}/api/v4/user`);
    await fetch(`${box.registryUrl}/v3/`);
    await call(box, 'owner', 'GET', 'user');
    assert.deepEqual(
      box.log.unknownRequests.map(({ host, path }) => `${host} ${path}`),
      ['gitlab /gitlab/api/v4/projects/1/pipelines', 'gitlab /api/v4/user', 'registry /v3/'],
    );
  });
});
