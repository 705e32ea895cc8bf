import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldCase } from '../../../fakes/fieldCase.ts';
import { readDockerConfig } from '../../../../src/connections/foreign/dockerConfig.ts';

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const keptOf = (auth: object): unknown =>
  readDockerConfig(JSON.stringify({ auths: { r: auth } }))?.entries[0]?.kept;

// Formats: docker `cli/config/configfile/file.go` and `cli/config/types/authconfig.go`; containers-auth.json(5).
describe('A container tool’s configuration', () => {
  it('has user name and password in base64, of which the first colon parts the two', () => {
    assert.deepEqual(keptOf({ auth: base64('olive:glpat-a:b') }), {
      kind: 'pair',
      username: 'olive',
      secret: 'glpat-a:b',
    });
    assert.deepEqual(keptOf({ auth: base64('olive:secret\0\0') }), {
      kind: 'pair',
      username: 'olive',
      secret: 'secret',
    });
    assert.deepEqual(keptOf({ username: 'olive', password: 'x' }), {
      kind: 'pair',
      username: 'olive',
      secret: 'x',
    });
  });

  it('has identity tokens, which are no password', () => {
    assert.deepEqual(keptOf({ auth: base64('olive:'), identitytoken: 'x' }), { kind: 'identityToken' });
  });

  const broken = [
    '%%%',
    base64('no colon'),
    base64(':x'),
    base64('olive:'),
    base64('olive:a\nb'),
    base64('o live:x'),
    base64('olive:schlüssel'),
  ];
  for (const auth of broken)
    it(`is broken with ${JSON.stringify(Buffer.from(auth, 'base64').toString())}`, () =>
      assert.deepEqual(keptOf({ auth }), { kind: 'malformed' }));

  it('names a helper of one registry, and a store of all the others', () => {
    const config = readDockerConfig(
      JSON.stringify({
        auths: { a: {}, b: {}, c: { auth: base64('u:p') } },
        credHelpers: { a: 'pass' },
        credsStore: 'desktop',
      }),
    );
    assert.deepEqual(config, {
      entries: [
        { server: 'a', kept: { kind: 'helper', helper: 'pass' } },
        { server: 'b', kept: { kind: 'helper', helper: 'desktop' } },
        { server: 'c', kept: { kind: 'pair', username: 'u', secret: 'p' } },
      ],
    });
  });

  it('says of a store alone that it has to be listed', () => {
    assert.deepEqual(readDockerConfig('{"credsStore":"pass"}'), { entries: [], storeToList: 'pass' });
    assert.deepEqual(readDockerConfig('{"auths":{"a":{}}}'), {
      entries: [{ server: 'a', kept: { kind: 'none' } }],
    });
    assert.deepEqual(readDockerConfig('{"auths":{},"credsStore":""}'), { entries: [] });
  });

  const none = [
    '',
    'x',
    'null',
    '1',
    '{',
    '{"auths":1}',
    '{"credHelpers":[]}',
    '{"credsStore":1}',
    '['.repeat(100_000),
  ];
  for (const text of none)
    it(`is none in ${text.slice(0, 30)}`, () => assert.equal(readDockerConfig(text), undefined));

  it('has one odd entry beside good ones', () => {
    const kept = readDockerConfig(
      JSON.stringify({
        auths: { a: 1, b: { auth: 1 }, c: { auth: base64('u:p') }, d: null, e: [] },
        credHelpers: { f: {}, g: 'pass' },
      }),
    )?.entries.map(({ server, kept: { kind } }) => `${server} ${kind}`);
    assert.deepEqual(kept, [
      'f malformed',
      'g helper',
      'a malformed',
      'b malformed',
      'c pair',
      'd none',
      'e malformed',
    ]);
  });

  it('field case 18: null is an empty text', () => {
    const { config } = fieldCase('18-null-fields') as { readonly config: object };
    assert.deepEqual(readDockerConfig(JSON.stringify(config))?.entries, [
      { server: 'a.example.com', kept: { kind: 'none' } },
      { server: 'registry.gitlab.com', kept: { kind: 'pair', username: 'me', secret: 'glpat-1234567890' } },
    ]);
  });

  // Go's encoding/json: "preferring exact matches but also accepting case-insensitive matches".
  it('field case 19: fields in other letters', () => {
    const { config } = fieldCase('19-key-case') as { readonly config: object };
    assert.deepEqual(readDockerConfig(JSON.stringify(config))?.entries, [
      { server: 'registry.gitlab.com', kept: { kind: 'helper', helper: 'osxkeychain' } },
    ]);
    assert.equal(readDockerConfig('{"CREDSSTORE":"a","credsStore":"b"}')?.storeToList, 'b');
    assert.deepEqual(keptOf({ Auth: base64('u:p') }), { kind: 'pair', username: 'u', secret: 'p' });
  });

  it('cannot change what objects inherit', () => {
    const config = readDockerConfig(
      `{"auths":{"__proto__":{"auth":"${base64('u:p')}"},"constructor":{"auth":"${base64('u:p')}"}}}`,
    );
    assert.ok(config);
    assert.equal(({} as { readonly auth?: string }).auth, undefined);
  });

  it('gives back every pair that a tool can write, and no other', () => {
    const word = fc.stringMatching(/^[!-9;-~]{1,30}$/);
    const secret = fc.stringMatching(/^[!-~]{1,60}$/);
    fc.assert(
      fc.property(word, secret, (username, password) =>
        assert.deepEqual(keptOf({ auth: base64(`${username}:${password}`) }), {
          kind: 'pair',
          username,
          secret: password,
        }),
      ),
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void readDockerConfig(text)));
    const config = fc.record({ auths: fc.anything(), credHelpers: fc.anything(), credsStore: fc.anything() });
    fc.assert(
      fc.property(
        config,
        (value) =>
          void readDockerConfig(
            JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? 1 : one)),
          ),
      ),
    );
  });
});
