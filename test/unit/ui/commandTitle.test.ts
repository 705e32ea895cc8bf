import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';

const { commandTitle } = await import('../../../src/ui/commandTitle.ts');

const command = 'gitlabRegistry.deleteTags';

describe('a command’s title', () => {
  it('is quoted without the dots that announce a question', () => {
    const manifest = { contributes: { commands: [{ command, title: 'Delete Tags…' }] } };
    assert.equal(commandTitle(manifest, 'deleteTags'), '“Delete Tags”');
  });

  it('is the translated one in another display language, where VS Code hands out both', () => {
    const title = { value: '删除标签…', original: 'Delete Tags…' };
    assert.equal(
      commandTitle({ contributes: { commands: [{ command, title }] } }, 'deleteTags'),
      '“删除标签”',
    );
  });

  it('is its name when package.json has none', () => {
    assert.equal(commandTitle({}, 'deleteTags'), 'deleteTags');
  });
});
