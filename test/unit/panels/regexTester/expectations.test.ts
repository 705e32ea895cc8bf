import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../../../src/base/failure.ts';
import { formatExpectations, parseExpectations } from '../../../../src/panels/regexTester/expectations.ts';

describe('The file of expectations', () => {
  it('reads what it writes, whatever the names', () => {
    const maps = fc
      .array(fc.tuple(fc.string(), fc.constantFrom('go' as const, 'stay' as const)))
      .map((entries) => new Map(entries));
    fc.assert(
      fc.property(maps, (map) => {
        assert.deepEqual(
          new Map([...parseExpectations(formatExpectations(map))].sort()),
          new Map([...map].sort()),
        );
      }),
    );
  });

  it('has sorted names, one a line', () => {
    const text = formatExpectations(
      new Map([
        ['b', 'go'],
        ['a', 'go'],
        ['v1', 'stay'],
      ]),
    );
    assert.equal(text, '{\n  "mustGo": [\n    "a",\n    "b"\n  ],\n  "mustStay": [\n    "v1"\n  ]\n}\n');
  });

  it('has the patterns before the names, which do not disturb reading them', () => {
    const text = formatExpectations(new Map([['a', 'go']]), {
      deletes: 'a|b',
      keeps: '',
      protections: ['', '^v'],
    });
    assert.deepEqual(JSON.parse(text), {
      nameRegex: 'a|b',
      nameRegexKeep: '',
      protectedTagPatterns: ['^v'],
      mustGo: ['a'],
      mustStay: [],
    });
    assert.deepEqual([...parseExpectations(text)], [['a', 'go']]);
  });

  it('spares a name that is in both lists', () => {
    assert.equal(parseExpectations('{"mustGo":["a"],"mustStay":["a"]}').get('a'), 'stay');
  });

  for (const wrong of ['', '{', '[]', 'null', '{"mustGo":"a"}', '{"mustStay":[1]}'])
    it(`is refused rather than taken for empty: ${wrong}`, () => {
      assert.throws(
        () => parseExpectations(wrong),
        (error: unknown) => Failure.is(error, 'invalid'),
      );
    });
});
