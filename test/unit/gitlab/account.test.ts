// Also covers rest: how every REST request is sent.
import assert from 'node:assert/strict';
import { api, instance } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client about the account', () => {
  const { server, client, answer } = instance();
  it('asks who we are with a Bearer token below the relative root', async () => {
    answer(`GET ${api}/user`, { json: { id: 7, username: 'ada', name: 'Ada', extra: 1 } });
    assert.deepEqual(await client().currentUser(), { id: 7, username: 'ada', name: 'Ada' });
    assert.equal(server().seen[0]?.headers.authorization, 'Bearer token-owner');
    assert.equal(server().seen[0]?.headers['private-token'], undefined);
  });

  it('reads the token, and takes a GitLab that does not tell for unknown', async () => {
    answer(`GET ${api}/personal_access_tokens/self`, [
      { json: { name: 'ide', scopes: ['api'], expires_at: '2027-01-01', active: true } },
      { status: 404, json: { message: '404 Not Found' } },
    ]);
    const info = { name: 'ide', scopes: ['api'], expiresAt: '2027-01-01', isActive: true };
    assert.deepEqual(await client().tokenInfo(), info);
    assert.equal(await client().tokenInfo(), undefined);
  });

  it('reads the version from metadata, or from the older place', async () => {
    answer(`GET ${api}/metadata`, [
      { json: { version: '19.4.0', enterprise: true } },
      { status: 404, json: {} },
    ]);
    answer(`GET ${api}/version`, { json: { version: '15.0.0', revision: 'x' } });
    assert.deepEqual(await client().version(), { version: '19.4.0', isEnterprise: true });
    assert.deepEqual(await client().version(), { version: '15.0.0' });
  });
});
