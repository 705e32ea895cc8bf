import assert from 'node:assert/strict';
import { request } from 'node:https';
import type { Box } from '../../gitlab/box.ts';
import { startBox } from '../../gitlab/box.ts';

describe('a box with a private CA', () => {
  let box: Box;
  before(async () => (box = await startBox({ tls: true })));
  after(() => box.close());

  const status = (url: string, ca?: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      request(url, { ...(ca === undefined ? {} : { ca }), agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once('error', reject)
        .end();
    });

  it('is trusted by those who know the CA, at GitLab and at the registry', async () => {
    assert.match(box.url, /^https:/);
    assert.equal(await status(`${box.url}/api/v4/user`, box.caCertificate), 401);
    assert.equal(await status(`${box.registryUrl}/v2/`, box.caCertificate), 401);
  });

  it('is not trusted by anybody else', async () => {
    await assert.rejects(status(`${box.url}/api/v4/user`), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });
});
