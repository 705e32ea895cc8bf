import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { ForeignProblemCode, ForeignSignIn } from '../../../../src/domain/foreign/foreignSignIn.ts';

const { foreignProblemRow, foreignRow, whatIsKept } =
  await import('../../../../src/commands/connections/foreignText.ts');

const signIn: ForeignSignIn = {
  tool: 'glab',
  place: '~/.config/glab-cli/config.yml',
  target: { kind: 'instance', url: 'https://gitlab.example.com/git', host: 'gitlab.example.com' },
  username: 'olive',
  isOpenToOthers: false,
  isShortLived: false,
};

describe('The row of another tool’s sign-in', () => {
  it('says the tool, the host, the user and where it stands', () => {
    assert.deepEqual(foreignRow(signIn), {
      label: 'glab · gitlab.example.com',
      description: 'olive',
      detail: '~/.config/glab-cli/config.yml',
    });
  });

  it('says who else can read the file, what runs to get it, and that it does not last', () => {
    const row = foreignRow({
      ...signIn,
      tool: 'docker',
      target: { kind: 'registry', host: 'registry.example.com', namespace: 'group/project' },
      helper: 'pass',
      isOpenToOthers: true,
      isShortLived: true,
    });
    assert.equal(row.label, 'docker · registry.example.com/group/project');
    for (const part of ['docker-credential-pass', 'other users of this computer', 'two hours'])
      assert.ok(row.detail.includes(part), part);
  });

  it('hides no text behind marks that reorder it', () => {
    const row = foreignRow({ ...signIn, username: 'a\u202eb\nc', place: 'x\u0000y' });
    assert.equal(row.description, 'a\ufffdb\ufffdc');
    assert.equal(row.detail, 'x\ufffdy');
  });

  it('is followed by what becomes of the token', () => {
    assert.equal(
      whatIsKept(signIn),
      'The token is copied from ~/.config/glab-cli/config.yml into your keychain.',
    );
    assert.match(whatIsKept({ ...signIn, isShortLived: true }), /expires within two hours/);
    assert.match(whatIsKept({ ...signIn, helper: 'pass' }), /copied from docker-credential-pass into/);
    assert.match(whatIsKept({ ...signIn, tool: 'gitlabExtension', place: '' }), /isn’t copied/);
    assert.match(
      whatIsKept({ ...signIn, tool: 'environment', place: 'GITLAB_TOKEN' }),
      /variable GITLAB_TOKEN/,
    );
  });

  it('says for everything that cannot be used why', () => {
    const codes: readonly ForeignProblemCode[] = [
      ...([
        'tooLarge',
        'notFile',
        'linkElsewhere',
        'unreadable',
        'malformed',
        'badAddress',
        'elsewhere',
      ] as const),
      ...(['expired', 'identityToken', 'badHelper', 'helperMissing', 'helperFailed', 'noAnswer'] as const),
    ];
    const rows = codes.map((code) => foreignProblemRow({ tool: 'glab', place: '~/x', code, about: 'host' }));
    assert.ok(rows.every(({ label, detail }) => label === 'glab · ~/x' && /^.{20,}\.$/.test(detail)));
    assert.equal(new Set(rows.map(({ detail }) => detail)).size, codes.length);
  });
});
