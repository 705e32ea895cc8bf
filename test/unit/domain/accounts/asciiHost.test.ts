// The oracle is Node's own domainToASCII (ICU, UTS #46).
import assert from 'node:assert/strict';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { asciiHost } from '../../../../src/domain/accounts/asciiHost.ts';
import { parseGitRemote } from '../../../../src/domain/accounts/gitRemote.ts';
import { parseInstanceUrl } from '../../../../src/domain/accounts/instanceUrl.ts';
import { parsePlace } from '../../../../src/domain/namedPlace.ts';

describe('the name of a host', () => {
  for (const host of [
    'gitlab.example.com',
    'GitLab.Example.COM',
    'bücher.example',
    'BÜCHER.example',
    'u\u0308ber.example',
    'git.例え.テスト',
    '代码。例子。中国',
    'реестр.пример.рф',
    'faß.example',
    '☃.net',
    'ａｂｃ.example',
    'παράδειγμα.δοκιμή',
    '한국.example',
    'xn--bcher-kva.example',
  ])
    it(`is sent as ${host} is by others`, () => assert.equal(asciiHost(host), domainToASCII(host)));

  it('keeps its port', () => assert.equal(asciiHost('bücher.example:5050'), 'xn--bcher-kva.example:5050'));

  it('is that of ICU for any letters of some scripts', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('abcz0189äöüßéñçřžабвгдежабяαβγδεζ中文测试构建日本語한국어')),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(letters, (label) => asciiHost(`${label}.example`) === domainToASCII(`${label}.example`)),
    );
  });

  it('ends, however long', () => {
    assert.equal(asciiHost('ü'.repeat(10_000)).length, 10_000);
    assert.ok(asciiHost('\u{1f600}'.repeat(120)).startsWith('xn--'));
  });

  it('is read in whatever a person pastes', () => {
    assert.deepEqual(parseInstanceUrl('https://git.bücher.example/root/'), {
      url: 'https://git.xn--bcher-kva.example/root',
      host: 'git.xn--bcher-kva.example',
      isEncrypted: true,
    });
    assert.deepEqual(parsePlace('https://git.bücher.example/a/b/container_registry'), {
      kind: 'url',
      origin: 'https://git.xn--bcher-kva.example',
      path: 'a/b',
    });
    assert.deepEqual(parsePlace('docker pull registry.例え.テスト:5050/a/b:1'), {
      kind: 'reference',
      host: 'registry.xn--r8jz45g.xn--zckzah:5050',
      path: 'a/b',
    });
    assert.equal(parseGitRemote('git@git.bücher.example:a/b.git')?.host, 'git.xn--bcher-kva.example');
  });
});
