import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import '../../fakes/vscodeStub.ts';

const { remotesOfExtension } = await import('../../../src/ui/gitExtension.ts');
const folder = Object.create(null) as Uri;

/** What is there in place of VS Code's own git extension. */
function withExtension(extension: unknown): readonly string[] | undefined {
  const global = globalThis as { activeExtensions?: unknown };
  global.activeExtensions = { 'vscode.git': extension };
  try {
    return remotesOfExtension(folder)?.fetchUrls;
  } finally {
    delete global.activeExtensions;
  }
}

const git = (repository: unknown) => ({
  isActive: true,
  exports: { enabled: true, getAPI: () => ({ getRepository: () => repository }) },
});

// The shapes: VS Code, extensions/git/src/api/git.d.ts.
describe('VS Code’s git extension', () => {
  it('tells the remotes, that of the branch first, then origin', () => {
    const remotes = ['a', 'origin', 'mine'].map((name) => ({ name, fetchUrl: `${name}:x/y` }));
    const HEAD = { name: 'main', upstream: { remote: 'mine', name: 'main' } };
    assert.deepEqual(withExtension(git({ state: { HEAD, remotes } })), ['mine:x/y', 'origin:x/y', 'a:x/y']);
    assert.deepEqual(withExtension(git({ state: { remotes } })), ['origin:x/y', 'a:x/y', 'mine:x/y']);
  });

  it('is not asked where it is not at work, and has no answer without a repository', () => {
    const repository = { state: { remotes: [{ name: 'origin', fetchUrl: 'a:x/y' }] } };
    assert.equal(withExtension(undefined), undefined);
    assert.equal(withExtension({ ...git(repository), isActive: false }), undefined);
    assert.equal(withExtension({ isActive: true, exports: { enabled: false } }), undefined);
    assert.equal(withExtension(git(null)), undefined);
    assert.equal(withExtension(git({ state: { remotes: [{ name: 'a' }] } })), undefined);
  });

  it('may have an API of another shape', () => {
    const throwing = () => {
      throw new Error('model is not ready');
    };
    assert.equal(withExtension({ isActive: true, exports: { enabled: true, getAPI: throwing } }), undefined);
  });
});
