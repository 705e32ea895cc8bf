import assert from 'node:assert/strict';
import { parseChallenges } from '../../../src/registry/challenge.ts';

const read = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('parseChallenges', () => {
  const realm = 'https://gitlab.com/jwt/auth';
  // Grammar: RFC 7235, 2.1 and 4.1; the last two rows are its own examples.
  const cases: readonly (readonly [string, string, readonly unknown[]])[] = [
    [
      'what GitLab sends',
      `Bearer realm="${realm}",service="container_registry"`,
      [['bearer', { realm, service: 'container_registry' }]],
    ],
    [
      'any order, lower-case scheme, spaces',
      `bearer service = "s" ,  realm="${realm}"`,
      [['bearer', { service: 's', realm }]],
    ],
    [
      'commas and escapes inside quotes',
      'Bearer scope="repository:a:pull,push",error="a \\"b\\""',
      [['bearer', { scope: 'repository:a:pull,push', error: 'a "b"' }]],
    ],
    [
      'unquoted values and upper-case names',
      'Bearer REALM=x,Error=invalid_token',
      [['bearer', { realm: 'x', error: 'invalid_token' }]],
    ],
    [
      'several challenges',
      `Basic realm="r", Bearer realm="${realm}", Negotiate`,
      [
        ['basic', { realm: 'r' }],
        ['bearer', { realm }],
        ['negotiate', {}],
      ],
    ],
    [
      'bare values',
      'Negotiate abc==, Bearer realm="x"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'x' }],
      ],
    ],
    ['empty list elements', ', Basic realm="foo"', [['basic', { realm: 'foo' }]]],
    [
      'two with parameters each',
      'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
      [
        ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
        ['basic', { realm: 'simple' }],
      ],
    ],
  ];
  for (const [what, header, expected] of cases)
    it(`reads ${what}`, () => assert.deepEqual(read(header), expected));

  it('keeps what came before something unreadable', () => {
    assert.deepEqual(read('Bearer realm="x", "broken'), [['bearer', { realm: 'x' }]]);
    assert.deepEqual(read(''), []);
    assert.deepEqual(read('realm="x"'), []);
  });

  it('reads hostile headers to their end', () => {
    for (const header of [
      'a,'.repeat(50_000),
      `Bearer x="${'\\'.repeat(50_000)}`,
      'a '.repeat(50_000),
      '='.repeat(50_000),
    ])
      read(header);
  });
});
