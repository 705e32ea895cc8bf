import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import keytar from 'keytar';

describe('the keychain, from the extension host', () => {
  const service = `container-registry-for-gitlab-test-${randomUUID()}`;
  const account = 'someone';

  afterEach(() => keytar.deletePassword(service, account));

  it('gives back what was stored', async () => {
    await keytar.setPassword(service, account, 'token-owner');
    assert.equal(await keytar.getPassword(service, account), 'token-owner');
  });

  it('keeps the newest of two', async () => {
    await keytar.setPassword(service, account, 'token-old');
    await keytar.setPassword(service, account, 'token-new');
    assert.equal(await keytar.getPassword(service, account), 'token-new');
    assert.equal((await keytar.findCredentials(service)).length, 1);
  });

  it('forgets what was deleted, and says whether there was something', async () => {
    await keytar.setPassword(service, account, 'token-owner');
    assert.equal(await keytar.deletePassword(service, account), true);
    assert.equal(await keytar.getPassword(service, account), null);
    assert.equal(await keytar.deletePassword(service, account), false);
  });
});
