// Against the box, which answers as GitLab's documents say.
import assert from 'node:assert/strict';
import { createGitlabClient } from '../../../../src/gitlab/client.ts';
import { startBox, type Box } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { findProject } from '../../../gitlab/world/lookup.ts';
import { testHttp } from '../../../fakes/httpServer.ts';
import { rejectsWith } from '../../../fakes/gitlabInstance.ts';

const person = { kind: 'person' } as const;

describe('the GitLab client about rotating its token', () => {
  let box: Box;
  afterEach(() => box.close());
  const start = async (version = '19.4.0'): Promise<void> => {
    box = await startBox({ version, now: () => new Date('2026-09-01T12:00:00Z') });
  };
  const with_ = (value: string) =>
    createGitlabClient({
      instanceUrl: box.url,
      token: () => Promise.resolve(value),
      http: testHttp().http,
    });
  const as = (name: TokenName) => with_(box.tokens[name]);
  const shop = () => {
    const project = findProject(box.world, 'acme/shop');
    assert.ok(project);
    return project;
  };
  const asked = () => box.log.entries.filter(({ method }) => method === 'POST').map(({ path }) => path);

  it('gets another that works, with the date that was asked for; the old one is dead', async () => {
    await start();
    const next = await as('maintainer').rotateToken(person, '2026-12-24');
    assert.deepEqual([next.scopes, next.expiresAt], [['api'], '2026-12-24']);
    assert.equal((await with_(next.token).currentUser()).username, 'maintainer');
    await rejectsWith(as('maintainer').currentUser(), 'unauthorized');
  });

  it('leaves the date to GitLab', async () => {
    await start();
    assert.equal((await as('maintainer').rotateToken(person, undefined)).expiresAt, '2026-09-08');
  });

  it('hands on GitLab’s reason for a date that it does not take', async () => {
    await start();
    await rejectsWith(as('maintainer').rotateToken(person, '2028-01-01'), 'invalid', {
      code: 'badInput',
      serverMessage: '400 Bad request - Expiration date must be before 2027-09-01',
    });
    assert.equal((await as('maintainer').currentUser()).username, 'maintainer');
  });

  it('asks the project or group of a bot', async () => {
    await start();
    const { id, namespace } = shop();
    await as('project').rotateToken({ kind: 'project', id }, undefined);
    await as('group').rotateToken({ kind: 'group', id: namespace.id }, undefined);
    assert.deepEqual(asked(), [
      `/api/v4/projects/${id}/access_tokens/self/rotate`,
      `/api/v4/groups/${namespace.id}/access_tokens/self/rotate`,
    ]);
  });

  it('asks once more, on the personal route, where GitLab is older than 17.9', async () => {
    await start('17.8.0');
    const { id } = shop();
    const next = await as('project').rotateToken({ kind: 'project', id }, undefined);
    assert.ok(next.token);
    assert.deepEqual(asked().length, 2);
  });

  it('says that GitLab before 16.10 cannot, after one request', async () => {
    await start('16.9.0');
    await rejectsWith(as('maintainer').rotateToken(person, undefined), 'invalid', { code: 'unsupported' });
    assert.equal(asked().length, 1);
  });

  it('says so of a token that is none of a person or bot', async () => {
    await start();
    await rejectsWith(as('oauth').rotateToken(person, undefined), 'invalid', { code: 'unsupported' });
  });

  it('names the scope that is missing', async () => {
    await start();
    await rejectsWith(as('readApi').rotateToken(person, undefined), 'denied', {
      code: 'insufficientScope',
      scope: 'api',
    });
  });

  it('takes a token without anything else for an answer', async () => {
    await start();
    const body = (text: string): string =>
      JSON.stringify({ token: (JSON.parse(text) as { token: string }).token, scopes: 'api', expires_at: 7 });
    box.knobs.faults = [{ method: 'POST', path: /rotate/, act: { kind: 'rewrite', body } }];
    const next = await as('maintainer').rotateToken(person, undefined);
    assert.deepEqual(Object.keys(next), ['token']);
  });
});
