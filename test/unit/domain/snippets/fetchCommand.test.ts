import assert from 'node:assert/strict';
import { fetchCommand } from '../../../../src/domain/snippets/fetchCommand.ts';

describe('the command that fetches what a tag stands for', () => {
  const digits = '0123456789abcdef'.repeat(4);
  const at = 'registry.test/group/app';
  // Helm: “Use OCI-based registries”; cosign: doc/cosign_download*.md; ORAS: “oras pull”, “oras copy”.
  const cases = [
    ['image', `${at}:1.0`, `docker pull ${at}:1.0`],
    ['index', `${at}:1.0`, `docker pull ${at}:1.0`],
    ['helmChart', `${at}:0.9.0`, `helm pull oci://${at} --version 0.9.0`],
    ['helmChart', `${at}:1.0.0_build.5`, `helm pull oci://${at} --version 1.0.0+build.5`],
    ['signature', `${at}:sha256-${digits}.sig`, `cosign download signature ${at}@sha256:${digits}`],
    ['attestation', `${at}:sha256-${digits}.att`, `cosign download attestation ${at}@sha256:${digits}`],
    ['sbom', `${at}:sha256-${digits}.sbom`, `cosign download sbom ${at}@sha256:${digits}`],
    ['signature', `${at}:sig`, `oras pull ${at}:sig`],
    ['wasm', `${at}:1.0`, `oras pull ${at}:1.0`],
    ['unknown', `${at}:1.0`, `oras pull ${at}:1.0`],
    ['buildCache', `${at}:cache`, `oras copy ${at}:cache --to-oci-layout cache`],
  ] as const;
  for (const [kind, location, command] of cases)
    it(`is “${command.replace(digits, '…')}” for ${kind}`, () => {
      assert.equal(fetchCommand(kind, 'docker', location), command);
    });

  it('is the chosen program’s for an image only', () => {
    assert.equal(fetchCommand('image', 'podman', `${at}:1.0`), `podman pull ${at}:1.0`);
    assert.equal(fetchCommand('helmChart', 'podman', `${at}:1.0.0`), `helm pull oci://${at} --version 1.0.0`);
  });
});
