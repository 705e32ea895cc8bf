import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { describe, it } from 'mocha';
import { createTokenKeys, libtrustKeyId, signToken, verifyToken } from '../../../gitlab/registry/tokens.ts';
import type { TokenClaims } from '../../../gitlab/registry/tokens.ts';

const keys = createTokenKeys();
const now = Date.parse('2026-05-06T07:08:09Z');
const claims: TokenClaims = {
  iss: keys.issuer,
  aud: 'container_registry',
  sub: 'owner',
  jti: 'one',
  iat: now / 1000,
  nbf: now / 1000 - 5,
  exp: now / 1000 + 300,
  access: [{ type: 'repository', name: 'group/project', actions: ['pull'] }],
};

describe('registry tokens', () => {
  it('come back as the claims they were signed with', () => {
    assert.deepEqual(verifyToken(keys, signToken(keys, claims), now), claims);
  });

  it('are refused after their expiry plus a minute of clock difference', () => {
    const token = signToken(keys, claims);
    assert.ok(verifyToken(keys, token, now + 359_000));
    assert.equal(verifyToken(keys, token, now + 361_000), undefined);
    assert.equal(verifyToken(keys, token, now - 66_000), undefined);
  });

  it('are refused when changed, signed by others, issued by others or not tokens at all', () => {
    const [head, , signature] = signToken(keys, claims).split('.');
    const wider = { ...claims, access: [{ type: 'registry', name: 'catalog', actions: ['*'] }] };
    const payload = Buffer.from(JSON.stringify(wider)).toString('base64url');
    assert.equal(verifyToken(keys, [head, payload, signature].join('.'), now), undefined);
    assert.equal(verifyToken(keys, signToken(createTokenKeys(), claims), now), undefined);
    assert.equal(verifyToken(keys, signToken(keys, { ...claims, iss: 'somebody' }), now), undefined);
    assert.equal(verifyToken(keys, 'token-owner', now), undefined);
    assert.equal(verifyToken(keys, 'a.b.c', now), undefined);
  });

  it('name their key as libtrust does: twelve groups of four', () => {
    assert.match(keys.keyId, /^([A-Z2-7]{4}:){11}[A-Z2-7]{4}$/);
    assert.equal(libtrustKeyId(keys.privateKey), keys.keyId);
  });

  it('stand behind a certificate that OpenSSL reads and that the key itself signed', () => {
    const certificate = new X509Certificate(keys.certificatePem);
    assert.equal(certificate.subject, 'CN=gitlab-issuer');
    assert.equal(certificate.issuer, certificate.subject);
    assert.ok(certificate.verify(createPublicKey(keys.privateKey)));
    assert.ok(certificate.checkPrivateKey(keys.privateKey));
  });
});
