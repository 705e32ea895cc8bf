import assert from 'node:assert/strict';
import { fileKindOf } from '../../../../src/domain/snippets/fileKind.ts';

describe('the kind of a file', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['/w/Dockerfile', 'dockerfile'],
    ['/w/Dockerfile.dev', 'dockerfile'],
    ['/w/api.dockerfile', 'dockerfile'],
    ['/w/Containerfile', 'dockerfile'],
    ['/w/compose.yaml', 'compose'],
    ['/w/docker-compose.override.yml', 'compose'],
    ['/w/.gitlab-ci.yml', 'ci'],
    ['/w/deploy.gitlab-ci.yml', 'ci'],
    ['/w/.gitlab/ci/build.yml', 'ci'],
    ['/w/chart/values.yaml', 'helmValues'],
    ['/w/chart/values-prod.yaml', 'helmValues'],
    ['/w/.devcontainer/devcontainer.json', 'devcontainer'],
    ['/w/.devcontainer.json', 'devcontainer'],
    ['/w/pull.sh', 'shell'],
    ['/w/pull.ps1', 'shell'],
    ['/w/notes.md', 'other'],
    ['/w/other.yaml', 'other'],
  ];
  for (const [path, kind] of cases)
    it(`of ${path} is ${kind}`, () => assert.equal(fileKindOf({ path, languageId: '', text: '' }), kind));

  it('is told by the language of an untitled file', () => {
    const kindOf = (languageId: string) => fileKindOf({ path: 'Untitled-1', languageId, text: '' });
    assert.deepEqual(['dockerfile', 'dockercompose', 'shellscript', 'markdown'].map(kindOf), [
      'dockerfile',
      'compose',
      'shell',
      'other',
    ]);
  });

  it('is Kubernetes for YAML that says its version and kind', () => {
    const text = 'apiVersion: apps/v1\nkind: Deployment\n';
    assert.equal(fileKindOf({ path: '/w/deploy.yaml', languageId: 'yaml', text }), 'kubernetes');
    assert.equal(fileKindOf({ path: '/w/deploy.txt', languageId: 'plaintext', text }), 'other');
  });
});
