import assert from 'node:assert/strict';
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
  webUrl: {
    good: ['https://gitlab.example.com/a/b', 'http://[::1]:3000/x?y#z'],
    bad: ['javascript:alert(1)', 'command:x', 'https://a b', 'https://a"b', ' https://a'],
  },
} as const;

describe('shapes of what servers list', () => {
  for (const [name, { good, bad }] of Object.entries(cases)) {
    const shape = shapes[name as keyof typeof cases];
    for (const value of good)
      it(`${name} takes ${JSON.stringify(value).slice(0, 40)}`, () => assert.ok(v.is(shape, value)));
    for (const value of bad)
      it(`${name} does not take ${JSON.stringify(value).slice(0, 40)}`, () => assert.ok(!v.is(shape, value)));
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

  it('a count in a text that is none is wrong', () => {
    for (const text of ['-5', '1e9', digits, '']) assert.ok(!v.is(shapes.optionalCount, text));
  });
});
