import assert from 'node:assert/strict';
import {
  chartArguments,
  commandLine,
  pullArguments,
  runArguments,
} from '../../../../src/domain/snippets/engineCommands.ts';
import { snippetImageOf } from '../../../../src/domain/snippets/snippetImage.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
const location = 'registry.example.com/acme/web:1.0';
const byTag = snippetImageOf(location, 'tag', {})!;
const pinned = snippetImageOf(location, 'pinned', { digest, platform })!;

describe('commands of container programs', () => {
  // Sources: the reference pages of docker, podman and nerdctl pull, crane pull, and skopeo(1).
  it('pull by tag', () => {
    assert.deepEqual(pullArguments('docker', byTag), ['docker', 'pull', location]);
    assert.deepEqual(pullArguments('crane', byTag), ['crane', 'pull', location, 'web-1.0.tar']);
    assert.deepEqual(pullArguments('skopeo', byTag), [
      'skopeo',
      'copy',
      `docker://${location}`,
      'docker-archive:web-1.0.tar',
    ]);
  });

  it('pull a platform by digest; skopeo refuses a tag beside it', () => {
    assert.deepEqual(pullArguments('podman', pinned), [
      ...['podman', 'pull', '--platform', 'linux/arm64/v8'],
      `${location}@${digest}`,
    ]);
    assert.deepEqual(pullArguments('skopeo', pinned), [
      ...['skopeo', '--override-os', 'linux', '--override-arch', 'arm64', '--override-variant', 'v8'],
      ...['copy', `docker://registry.example.com/acme/web@${digest}`, 'docker-archive:web-1.0.tar'],
    ]);
  });

  it('run', () => {
    assert.deepEqual(runArguments('nerdctl', byTag), ['nerdctl', 'run', '--rm', '-it', location]);
  });

  // Source: helm.sh/docs/topics/registries, "a plus sign (+) … is converted to an underscore".
  it('pull and install charts by their version', () => {
    const chart = snippetImageOf('registry.example.com/acme/charts/web:1.0.0_build.5', 'tag', {})!;
    const oci = 'oci://registry.example.com/acme/charts/web';
    assert.deepEqual(chartArguments('pull', chart), ['helm', 'pull', oci, '--version', '1.0.0+build.5']);
    assert.deepEqual(chartArguments('install', chart).slice(0, 5), [
      ...['helm', 'upgrade', '--install', 'web'],
      oci,
    ]);
  });
});

describe('a command line', () => {
  it('leaves plain words alone and puts everything else in quotes', () => {
    assert.equal(commandLine(['docker', 'pull', location]), `docker pull ${location}`);
    assert.equal(commandLine(['docker', 'pull', '[::1]:5000/a:1']), "docker pull '[::1]:5000/a:1'");
    assert.equal(commandLine(['echo', "it's $(id)"]), `echo 'it'\\''s $(id)'`);
  });
});
