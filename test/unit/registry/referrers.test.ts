import assert from 'node:assert/strict';
import { rejectsWith, type Answer } from '../../fakes/httpServer.ts';
import { kindOfReferrer } from '../../../src/domain/images/artifactKind.ts';
import { fieldCase } from '../../fakes/fieldCase.ts';
import { place, sha256 } from '../../fakes/registry.ts';

const digest = sha256('subject');
const signature = sha256('signature');
const bill = sha256('bill');
const ociIndex = 'application/vnd.oci.image.index.v1+json';
const listing = 'GET /gitlab/v1/repositories/g/p/tags/list/?n=1&name_exact=v1&referrers=true';
const route = `GET /v2/g/p/referrers/${digest}`;
const fallback = `GET /v2/g/p/manifests/${digest.replace(':', '-')}`;
const absent: Answer = { status: 404, text: '404 page not found' };
const unknown: Answer = { status: 404, json: { errors: [{ code: 'MANIFEST_UNKNOWN', message: '' }] } };
const cosign = (suffix: string) => `${fallback}.${suffix}`;
/** No tag of cosign's. */
const unsigned = { [cosign('sig')]: unknown, [cosign('att')]: unknown, [cosign('sbom')]: unknown };
const index = (...digests: string[]): Answer => ({
  text: JSON.stringify({
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: digests.map((one) => ({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: one,
      size: 7,
      artifactType: 'application/x',
    })),
  }),
  headers: { 'content-type': ociIndex },
});

describe('referrers', () => {
  const here = place();

  it("come from GitLab's listing and the fallback tag together", async () => {
    const { client, registry } = here();
    const tag = { name: 'v1', digest, referrers: [{ digest: signature, artifactType: 'application/sig' }] };
    registry.routes = { [listing]: { json: [tag] }, [route]: absent, [fallback]: index(bill), ...unsigned };
    const found = await client.referrers('g/p', digest, { tag: 'v1' });
    assert.deepEqual(found[0], { digest: signature, artifactType: 'application/sig', annotations: {} });
    assert.deepEqual(
      found.map((one) => one.digest),
      [signature, bill],
    );
  });

  // Field case 14 where GitLab's own listing tells of it, which has no annotations.
  it('that are sigstore bundles say what they hold, wherever they were found', async () => {
    const { client, registry } = here();
    const { manifest } = fieldCase('14-sigstore-bundle') as {
      readonly manifest: { readonly artifactType: string };
    };
    const text = JSON.stringify(manifest);
    const bundle = sha256(text);
    const gone = sha256('gone');
    const referrers = [bundle, gone].map((one) => ({ digest: one, artifactType: manifest.artifactType }));
    registry.routes = {
      [listing]: { json: [{ name: 'v1', digest, referrers }] },
      [route]: absent,
      [fallback]: unknown,
      ...unsigned,
      [`GET /v2/g/p/manifests/${bundle}`]: {
        text,
        headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' },
      },
      [`GET /v2/g/p/manifests/${gone}`]: unknown,
    };
    const found = await client.referrers('g/p', digest, { tag: 'v1' });
    assert.deepEqual(found.map(kindOfReferrer), ['provenance', 'signature']);
    assert.equal(found[0]?.sizeBytes, text.length);
  });

  it('are not those of a tag that moved meanwhile', async () => {
    const { client, registry } = here();
    const tag = { name: 'v1', digest: sha256('newer'), referrers: [{ digest: signature }] };
    registry.routes = { [listing]: { json: [tag] }, [route]: absent, [fallback]: unknown, ...unsigned };
    assert.deepEqual(await client.referrers('g/p', digest, { tag: 'v1' }), []);
  });

  it('come from the OCI route alone where there is one', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: index(signature), ...unsigned };
    const expected = {
      digest: signature,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      sizeBytes: 7,
      annotations: {},
      artifactType: 'application/x',
    };
    assert.deepEqual(await client.referrers('g/p', digest), [expected]);
  });

  it('are not looked for again where a registry has no such way', async () => {
    const { client, registry } = here();
    registry.routes = { [listing]: absent, [route]: absent, [fallback]: [unknown, index(bill)], ...unsigned };
    assert.deepEqual(await client.referrers('g/p', digest, { tag: 'v1' }), []);
    assert.equal((await client.referrers('g/p', digest, { tag: 'v1' })).length, 1);
    const asked = registry.seen.length;
    assert.equal(asked, 2 + 2 * (1 + 3));
  });

  // Source: cosign specs/SIGNATURE_SPEC.md, "Storage": the tag, the media type of the layer.
  it("are cosign's own tags too, on every kind of registry, as what their layers are", async () => {
    const { client, registry } = here();
    const type = 'application/vnd.oci.image.manifest.v1+json';
    const layer = {
      mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      digest: sha256('payload'),
      size: 3,
    };
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256('config'),
      size: 2,
    };
    const text = JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [layer] });
    const attached: Answer = { text, headers: { 'content-type': type } };
    registry.routes = { [route]: index(bill), ...unsigned, [cosign('sig')]: attached };
    const [first, second] = await client.referrers('g/p', digest);
    assert.equal(first?.digest, bill);
    assert.deepEqual(second, {
      digest: sha256(text),
      tag: `${digest.replace(':', '-')}.sig`,
      mediaType: type,
      sizeBytes: text.length,
      annotations: {},
      artifactType: layer.mediaType,
    });
  });

  it('are refused whole where nobody can have attached so many', async () => {
    const { client, registry } = here();
    const many = Array.from({ length: 1001 }, (_, at) => sha256(String(at)));
    registry.routes = { [route]: index(...many), ...unsigned };
    await rejectsWith(client.referrers('g/p', digest), 'invalid', { code: 'tooLarge' });
  });

  it('of which one has no digest are a wrong answer', async () => {
    const { client, registry } = here();
    const tag = { name: 'v1', digest, referrers: [{ digest: '../../x', artifactType: 'application/sig' }] };
    registry.routes = { [listing]: { json: [tag] }, [route]: absent, [fallback]: unknown, ...unsigned };
    await rejectsWith(client.referrers('g/p', digest, { tag: 'v1' }), 'invalid', { code: 'wrongShape' });
  });

  it('are no empty list when the registry is broken', async () => {
    const { client, registry } = here();
    registry.routes = { [route]: { status: 500, text: '' } };
    await rejectsWith(client.referrers('g/p', digest), 'unexpected', { code: 'serverError' });
  });
});
