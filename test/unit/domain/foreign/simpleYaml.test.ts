import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readSimpleYaml, type SimpleYaml } from '../../../../src/domain/foreign/simpleYaml.ts';

type Plain = string | readonly Plain[] | { readonly [name: string]: Plain };

function plainOf(value: SimpleYaml): Plain {
  if (typeof value === 'string') return value;
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, one]: [string, SimpleYaml]) => [name, plainOf(one)]));
  return (value as readonly SimpleYaml[]).map(plainOf);
}

/** What a whole YAML reader makes of a text when every scalar is a text, as glab reads it; `undefined` where it finds an error. */
function oracle(text: string): unknown {
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  return JSON.parse(JSON.stringify(document.toJS() || {}), (_, value: unknown) => value ?? '');
}

const read = (text: string): Plain | undefined => {
  const map = readSimpleYaml(text);
  return map === undefined ? undefined : plainOf(map);
};

const understood: readonly (readonly [name: string, text: string, value: Plain])[] = [
  ['nothing', '', {}],
  ['comments and blank lines', '# a\n\n   # b\nx: 1\n', { x: '1' }],
  ['a value with a comment', 'x: a#b # c\n', { x: 'a#b' }],
  ['empty values', 'x:\ny: # none\nz: ""\n', { x: '', y: '', z: '' }],
  ['nested maps', 'a:\n    b:\n        c: d\n    e: f\n', { a: { b: { c: 'd' }, e: 'f' } }],
  [
    'a host with a port',
    'hosts:\n  git.example.com:8443:\n    user: a\n',
    { hosts: { 'git.example.com:8443': { user: 'a' } } },
  ],
  ['quotes', `a: 'it''s: # x'\nb: "\\"\\\\ c"\n"d": e\n`, { a: "it's: # x", b: '"\\ c', d: 'e' }],
  [
    'what looks like a number, a date or a truth',
    'a: 007\nb: true\nc: 27 Nov 26 22:31 UTC\n',
    { a: '007', b: 'true', c: '27 Nov 26 22:31 UTC' },
  ],
  [
    'lists',
    'a:\n  - x\n  - y: 1\n    z: 2\nb:\n- c\nd: []\ne: {}\n',
    { a: ['x', { y: '1', z: '2' }], b: ['c'], d: [], e: {} },
  ],
  ['a document mark', '---\na: b\n', { a: 'b' }],
  ['Windows line ends', 'a:\r\n  b: c\r\n', { a: { b: 'c' } }],
  ['names of inherited things', 'toString: a\nconstructor: b\n', { toString: 'a', constructor: 'b' }],
];

const refused: readonly (readonly [name: string, text: string])[] = [
  ['a list on top', '- a\n'],
  ['a text alone', 'hello\n'],
  ['tabs', 'a:\n\tb: c\n'],
  ['a tab inside', 'a: b\tc\n'],
  ['an anchor', 'a: &x b\nc: *x\n'],
  ['a merge', '<<: {}\n'],
  ['another tag', 'a: !!binary aGk=\n'],
  ['a local tag', 'a: !secret b\n'],
  ['a flow map', 'a: {b: c}\n'],
  ['a flow list', 'a: [b, c]\n'],
  ['a literal text', 'a: |\n  b\n'],
  ['a folded text', 'a: >-\n  b\n'],
  ['a plain text on two lines', 'a: b\n  c\n'],
  ['a quoted text on two lines', 'a: "b\n  c"\n'],
  ['an escape', 'a: "\\u0041"\n'],
  ['an open quote', 'a: "b\n'],
  ['text behind a quote', 'a: "b" c\n'],
  ['a key twice', 'a: b\na: c\n'],
  ['a colon inside', 'a: b: c\n'],
  ['no space behind the colon', 'a:b\n'],
  ['a wrong indentation', 'a:\n    b: c\n  d: e\n'],
  ['two documents', 'a: b\n---\nc: d\n'],
  ['a directive', '%YAML 1.2\n---\na: b\n'],
  ['a control character', 'a: b\u0000c\n'],
  ['a line separator', 'a: b\u2028c: d\n'],
  ['a lonely carriage return', 'a: b\rc: d\n'],
  ['half a pair of surrogates', 'a: \ud800\n'],
  ['very deep nesting', Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ['lists in lists without end', `a:\n  ${'- '.repeat(5000)}x\n`],
];

describe('The reader of simple YAML', () => {
  for (const [name, text, value] of understood)
    it(`reads ${name}, as a whole YAML reader does`, () => {
      assert.deepEqual(read(text), value);
      assert.deepEqual(oracle(text), value);
    });

  for (const [name, text] of refused)
    it(`does not guess: ${name}`, () => assert.equal(readSimpleYaml(text), undefined));

  it('reads a tag of glab’s as glab does, by what stands behind it', () => {
    assert.deepEqual(read('a: !!null glpat-x\nb: !!str "y"\nc: !!null\n'), { a: 'glpat-x', b: 'y', c: '' });
  });

  it('has no prototype to reach through a key', () => {
    const map = readSimpleYaml('__proto__:\n  token: x\n');
    assert.ok(map?.has('__proto__'));
    assert.equal(readSimpleYaml('a: b\n')?.get('constructor'), undefined);
  });

  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      'host.example.com',
      'x:1',
      '"q"',
      "'s'",
      "''",
      '"',
      "'",
      '!!null ',
      '!!str ',
      '!',
      '&',
      '*',
      '#',
      ' #',
      '- ',
      '-',
      '- -',
    ],
    ...[
      ': ',
      ':',
      '\n',
      '\n  ',
      '\n    ',
      '\n- ',
      '\n  - ',
      ' ',
      '[]',
      '{}',
      '[',
      '{',
      '}',
      ',',
      '|',
      '>',
      '\\',
      '\\"',
      '---',
      '...',
      '?',
      '? ',
    ],
    ...['%', '@', '`', '~', 'null', 'true', '\t', '\r\n', 'é', '<<', '\u00a0', '\u2028', '\ufeff'],
  );

  it('never gives another value than a whole YAML reader', () => {
    let agreed = 0;
    const check = (text: string): void => {
      const value = read(text);
      if (value === undefined) return;
      agreed += 1;
      assert.deepEqual(value, oracle(text), JSON.stringify(text));
    };
    const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const lines = fc
      .array(
        fc.tuple(
          fc.constantFrom('', '  ', '    ', '- ', '  - '),
          fc.constantFrom('a', 'b', 'c', 'd.e'),
          fc.array(piece, { maxLength: 3 }),
        ),
        { maxLength: 6 },
      )
      .map((all) => all.map(([indent, name, rest]) => `${indent}${name}: ${rest.join('')}`).join('\n'));
    fc.assert(fc.property(fc.oneof(soup, lines), check), { numRuns: 5000 });
    assert.ok(agreed > 500, `only ${agreed} texts were understood`);
  });

  it('reads back what a YAML writer writes for hosts with tokens', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}[a-z]$/);
    const value = fc.stringMatching(/^[A-Za-z0-9_][\w./ :#'-]{0,40}$/);
    const config = fc.dictionary(name, fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 }), {
      minKeys: 1,
      maxKeys: 4,
    });
    fc.assert(
      fc.property(config, (hosts) => {
        const text = stringify({ hosts }, { lineWidth: 0, schema: 'failsafe' });
        // A writer may choose a form that is not simple; then nothing is read, which is the other right answer.
        const back = read(text);
        if (back !== undefined) assert.deepEqual(back, JSON.parse(JSON.stringify({ hosts })));
        else assert.match(text, /[|>]|\\|^ *\?|"[^"]*$/m, text);
      }),
    );
  });
});
