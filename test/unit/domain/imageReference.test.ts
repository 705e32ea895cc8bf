import assert from 'node:assert/strict';
import { formatImageReference, isTagName, parseImageReference } from '../../../src/domain/imageReference.ts';

const digest = `sha256:${'a1'.repeat(32)}`;

describe('image references', () => {
  // Expectations: the grammar of distribution's reference package, with a host that may not be left out.
  const good: readonly (readonly [string, object])[] = [
    ['registry.gitlab.com/group/app', { host: 'registry.gitlab.com', path: 'group/app' }],
    ['registry.gitlab.com/group/app:1.0', { host: 'registry.gitlab.com', path: 'group/app', tag: '1.0' }],
    ['gitlab.example.com:5050/a/b/c/d:x', { host: 'gitlab.example.com:5050', path: 'a/b/c/d', tag: 'x' }],
    [`localhost:5000/app@${digest}`, { host: 'localhost:5000', path: 'app', digest }],
    [`host/app:1.0@${digest}`, { host: 'host', path: 'app', tag: '1.0', digest }],
    ['[::1]:5000/g/app:1', { host: '[::1]:5000', path: 'g/app', tag: '1' }],
    ['host/a__b/c---d/e.f:_x', { host: 'host', path: 'a__b/c---d/e.f', tag: '_x' }],
  ];
  for (const [text, expected] of good)
    it(`reads ${text.slice(0, 40)} and writes it back`, () => {
      const reference = parseImageReference(text);
      assert.deepEqual(reference, expected);
      assert.equal(formatImageReference(reference), text);
    });

  const bad = [
    'app',
    '/app',
    'host/',
    'host/app:',
    'host/app@',
    'host/app@sha256:12',
    'host/app:.x',
    'host/a//b',
    'host/a b',
    'host/app:1:2',
    `host/app@${digest}@${digest}`,
    `host/app:${'x'.repeat(129)}`,
    'user@host/app',
    'ho st/app',
    '-h/app',
    'host:x/app',
  ];
  for (const text of bad)
    it(`does not take "${text.slice(0, 30)}" for one`, () =>
      assert.equal(parseImageReference(text), undefined));

  it('knows the names that a tag can have', () => {
    assert.deepEqual(['v1.0', '_', 'A-b', '', '.x', '-x', 'a/b', 'a+b'].map(isTagName), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
