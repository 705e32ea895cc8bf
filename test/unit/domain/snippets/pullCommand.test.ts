import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { pullCommand, pullTools } from '../../../../src/domain/snippets/pullCommand.ts';

describe('pullCommand', () => {
  const reference = 'registry.example.com:5050/group/app:1.0';
  const expected = {
    docker: `docker pull ${reference}`,
    podman: `podman pull ${reference}`,
    nerdctl: `nerdctl pull ${reference}`,
    crane: `crane pull ${reference} app-1.0.tar`,
    skopeo: `skopeo copy docker://${reference} docker-archive:app-1.0.tar`,
  };
  for (const tool of pullTools)
    it(`writes the line for ${tool}`, () => assert.equal(pullCommand(tool, reference), expected[tool]));

  it('gives a shell exactly the reference, whatever characters a server puts into it', () => {
    const hostile = "evil.example/x'; touch pwned; echo '$(id)`id`:1";
    const line = pullCommand('docker', hostile).replace('docker pull', "printf '%s'");
    assert.equal(execFileSync('sh', ['-c', line], { encoding: 'utf8' }), hostile);
  });
});
