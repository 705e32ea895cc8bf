import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import * as v from 'valibot';
import * as shapes from '../../../src/net/shapes.ts';

const digits = '9'.repeat(20);

/** What a hostile server sends, and what GitLab does. Sources: OCI distribution specification; GitLab `lib/gitlab/path_regex.rb`. */
const cases = {
  tagName: {
    good: ['v1', '1.0-rc_1', '_x', 'a'.repeat(128), `sha256-${'a'.repeat(64)}.sig`],
    bad: ['', '-x', 'a b', 'a\nb', 'a'.repeat(129), 'ä', '$(id)', 'v1\u202e', 'a/b', '../x'],
  },
  repositoryPath: {
    good: ['group/project', 'a/b/c', 'a__b/c--d', 'a-.b/c', '0/1'],
    bad: ['', '/a', 'a/', 'a//b', 'a/../b', 'A/b', 'a b', 'a/b\n', 'a/b:v1', `${'a/'.repeat(200)}a`],
  },
  repositoryName: { good: ['', 'img', 'img/x'], bad: ['/', '../x', 'a\nb'] },
  repositoryLocation: {
    good: ['registry.example.com/a/b', 'localhost:5000/a', '[::1]:5000/a/b', '10.0.0.1:5050/a/b'],
    bad: [
      'u:p@evil/../x\nrm -rf ~',
      'u:p@evil/x',
      'https://evil/x',
      'evil/x?y',
      'evil/x:v1',
      'evil',
      '/x',
      '-evil/x',
      'evil /x',
      'evil:99999999/x',
    ],
  },
  tagPath: { good: ['a/b:v1'], bad: ['a/b', 'a/b:', 'a/b:-', 'a/b:v1\n', 'a/../b:v1'] },
  tagLocation: {
    good: ['registry.example.com:5050/a/b:v1'],
    bad: ['registry.example.com/a/b', 'u@h/a:v1', 'h/a:v1 --privileged', 'h/a:v1@sha256:0'],
  },
  projectPath: {
    good: ['Group/Sub.group/pro_ject-1', 'a'],
    bad: ['', '/', 'a//b', 'a/../b', '.', 'a b', 'a\u200b'],
  },
  identifier: { good: [0, 7, Number.MAX_SAFE_INTEGER], bad: [-5, 1.5, 1e999, Number.NaN, '7'] },
  digest: {
    good: [`sha256:${'0a'.repeat(32)}`, `sha512:${'0a'.repeat(64)}`],
    bad: [
      '',
      'sha256:0',
      `sha256:${'0A'.repeat(32)}`,
      `md5:${'0a'.repeat(16)}`,
      `sha256:${'0a'.repeat(32)}\n`,
    ],
  },
  word: {
    good: ['opened', '90d', 'MAINTAINER', 'delete_scheduled'],
    bad: ['', 'a b', 'a\n', '<b>', 'x'.repeat(65), 7, null],
  },
  optionalWord: { good: ['1d', null, undefined], bad: ['', 'a b', 7] },
  userName: {
    good: ['ada', 'ada.l-o_v', 'project_42_bot_4ffca233', 'gitlab+deploy-token-7'],
    bad: ['', 'a b', 'ada:x', 'a\r\nb', '"; rm -rf ~', 'a@b', 'x'.repeat(256)],
  },
  refName: {
    good: ['main', 'feature/a_b', 'füße', 'a@b', 'x{y}'],
    bad: ['', 'a b', 'a..b', '/a', 'a/', 'a\n', 'a~1', 'x.lock', '@', 'a\\b', 'a'.repeat(1025)],
  },
  pattern: { good: ['', '.*', 'v[0-9]+'], bad: ['a'.repeat(5001), 7, null] },
  optionalPattern: { good: [null, undefined, '.*'], bad: ['a'.repeat(5001), 7] },
  versionName: {
    good: ['19.4.0-pre', '15.11.13-ee', '16.0.0+jh'],
    bad: ['', '1 2', '<b>1</b>', '1'.repeat(65)],
  },
  tokenValue: { good: ['glpat-0123456789'], bad: ['short', 'with space', 'with\nbreak', 'x'.repeat(1001)] },
  registryToken: { good: ['eyJ.a_b-c/d+e='], bad: ['', 'a b', 'a\r\nhost: x'] },
  numberInText: { good: ['7'], bad: ['', '-7', '1e9', '7'.repeat(10), 7] },
  cursor: { good: ['abc=', null, undefined], bad: ['x'.repeat(4097), 7] },
  webUrl: {
    good: ['https://gitlab.example.com/a/b', 'http://[::1]:3000/x?y#z'],
    bad: ['javascript:alert(1)', 'command:x', 'https://a b', 'https://a"b', ' https://a'],
  },
} as const;

const shown = (value: unknown): string => inspect(value).slice(0, 50);

describe('shapes of what servers list', () => {
  for (const [name, { good, bad }] of Object.entries(cases)) {
    const shape = shapes[name as keyof typeof cases];
    for (const value of good) it(`${name} takes ${shown(value)}`, () => assert.ok(v.is(shape, value)));
    for (const value of bad)
      it(`${name} does not take ${shown(value)}`, () => assert.ok(!v.is(shape, value)));
  }

  const counts: readonly (readonly [unknown, number | undefined])[] = [
    [0, 0],
    [7, 7],
    ['7', 7],
    [null, undefined],
    [undefined, undefined],
    [1e999, undefined],
    [-5, undefined],
    [1.5, undefined],
    [2 ** 60, undefined],
  ];
  for (const [sent, count] of counts)
    it(`a count of ${String(sent)} is ${count ?? 'not known'}`, () =>
      assert.equal(v.parse(shapes.optionalCount, sent), count));

  const unknowns: readonly (readonly [keyof typeof shapes & `optional${string}`, unknown, unknown])[] = [
    ['optionalDate', '2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['optionalDate', '2017-03-07T03:41:26.210+00:00', '2017-03-07T03:41:26.210+00:00'],
    ['optionalDate', '2026-10-10', '2026-10-10'],
    ['optionalDate', '2026-13-40', undefined],
    ['optionalDate', 'yesterday', undefined],
    ['optionalDate', `2026-10-10${' '.repeat(9999)}`, undefined],
    ['optionalDate', 7, undefined],
    ['optionalDate', null, undefined],
    ['optionalDigest', 'sha256:0', undefined],
    ['optionalHex', '0a'.repeat(32), '0a'.repeat(32)],
    ['optionalHex', '', undefined],
    [
      'optionalMediaType',
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.oci.image.index.v1+json',
    ],
    ['optionalMediaType', 'application/json; charset=utf-8', 'application/json; charset=utf-8'],
    ['optionalMediaType', '[x](command:y)', undefined],
    ['optionalMediaType', `a/${'b'.repeat(128)}`, undefined],
    ['optionalLocation', 'registry.example.com/a/b', 'registry.example.com/a/b'],
    ['optionalLocation', 'u:p@evil/a', undefined],
    ['optionalDisplayName', null, undefined],
  ];
  for (const [name, sent, read] of unknowns)
    it(`${name} of ${shown(sent)} is ${String(read)}`, () => assert.equal(v.parse(shapes[name], sent), read));

  it('what people call something is one line of 255 characters in which nothing hides', () => {
    assert.equal(v.parse(shapes.displayName, 'Ada\n\u202eevil\u0000'), 'Ada  evil ');
    assert.equal(v.parse(shapes.displayName, 'x'.repeat(1_000_000)).length, 255);
  });

  it('a text that decides nothing is cut', () => assert.equal(v.parse(shapes.shortText(3), 'abcdef'), 'abc'));

  it('scopes that can be none are left out', () =>
    assert.deepEqual(v.parse(shapes.scopeNames, ['api', 7, 'a b', 'user:*', 'x'.repeat(65)]), [
      'api',
      'user:*',
    ]));

  it('a global id is a number of the model that was asked for', () => {
    const project = shapes.globalIdOf('Project');
    assert.equal(v.parse(project, 'gid://gitlab/Project/7'), 7);
    for (const odd of ['gid://gitlab/User/7', 'gid://gitlab/Project/-7', 'gid://gitlab/Project/1e9', '7', 7])
      assert.ok(!v.is(project, odd), String(odd));
  });

  it('a count in a text that is none is wrong', () => {
    for (const text of ['-5', '1e9', digits, '']) assert.ok(!v.is(shapes.optionalCount, text));
  });
});
