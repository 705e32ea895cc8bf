import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { readGitConfig } from '../../../../src/domain/accounts/gitConfig.ts';

/** What git itself reads: names as `section.subsection.key`, and whether it refuses the text. */
function byGit(text: string): readonly (readonly [string, string | undefined])[] | undefined {
  const { status, stdout } = spawnSync('git', ['config', '--file', '-', '--null', '--list'], {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) return undefined;
  const entries = stdout.split('\0').slice(0, -1);
  return entries.map((entry) => {
    const end = entry.indexOf('\n');
    return end < 0 ? [entry, undefined] : [entry.slice(0, end), entry.slice(end + 1)];
  });
}

function byUs(text: string): readonly (readonly [string, string | undefined])[] | undefined {
  return readGitConfig(text)?.map(({ section, subsection, key, value }) => [
    [section, ...(subsection === undefined ? [] : [subsection]), key].join('.'),
    value,
  ]);
}

/** Forms of git-config(1), "Syntax". */
const texts: readonly string[] = [
  '',
  '[remote "origin"]\n\turl = git@gitlab.example.com:team/app.git ; main\n',
  '[remote "origin"]\n\turl = "git@host:team/app.git" # main\n\tfetch = +refs/*:refs/*\n',
  '[remote "a.b"] url = x\n[core]bare\n[core] bare = false',
  '[remote "q\\"uo\\\\te"]\nurl = a\\\n  b\n',
  '[remote.Origin]\nURL = A b\n',
  '[ReMoTe "Origin"]\nuRl="a;b#c"d " "\n',
  '\ufeff[a]\nb = "c\\t\\n\\"\\\\"\n',
  '[a]\r\nb = c\r\nd\r\n',
  '[a]\n; comment \\\nb = 1 # \\\nc = 2\n',
  '[a]\nb =\nc = ""\n',
  '[a "b"',
  '[a "b]\nc = d\n',
  '[a]\nb = "open\n',
  '[a]\nb = \\q\n',
  '[a]\nb c = d\n',
  '[a]\n1b = c\n',
  '[a] # comment\nb = c\n',
  '[a  "b"]\nc=d',
  '[s]\nx = \\',
  '[s]\nx = a\\',
  '[s]\nx = "a\\',
  '[s]\nx =',
  '[s]\nx',
];

describe('A configuration of git', () => {
  for (const text of texts)
    it(`is read as git reads it: ${JSON.stringify(text)}`, () => assert.deepEqual(byUs(text), byGit(text)));

  it('is read as git reads it, whatever stands in it', () => {
    const piece = fc.constantFrom(
      ...[
        '[a]',
        '[a "b"]',
        '[c.d]',
        'key',
        ' = ',
        'v w',
        '"',
        '\\',
        '\\n',
        '\\"',
        '#',
        ';',
        '\n',
        '\n',
        ' ',
        'x',
      ],
    );
    const body = fc.array(piece, { maxLength: 12 }).map((pieces) => `[s]\n${pieces.join('')}`);
    fc.assert(
      fc.property(body, (text) => assert.deepEqual(byUs(text), byGit(text))),
      { seed: 12, numRuns: 150 },
    );
  }).timeout(120_000);

  it('is read in time that grows with its length', () => {
    for (const hostile of [`[a "${'\\"'.repeat(100_000)}`, '['.repeat(200_000)])
      assert.equal(readGitConfig(hostile), undefined);
  });
});
