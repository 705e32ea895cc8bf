import assert from 'node:assert/strict';
import { formatImageReference } from '../../../../src/domain/imageReference.ts';
import { namesOf, platformArgument, snippetImageOf } from '../../../../src/domain/snippets/snippetImage.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const location = 'registry.example.com:5050/acme/shop/web:1.0';

describe('the image of a snippet', () => {
  it('is referred to by tag, by digest, or by both', () => {
    const written = (['tag', 'digest', 'pinned'] as const).map((form) =>
      formatImageReference(snippetImageOf(location, form, { digest })!),
    );
    assert.deepEqual(written, [
      'registry.example.com:5050/acme/shop/web:1.0',
      `registry.example.com:5050/acme/shop/web@${digest}`,
      `registry.example.com:5050/acme/shop/web:1.0@${digest}`,
    ]);
  });

  it('keeps its tag while the digest is unknown', () => {
    assert.equal(formatImageReference(snippetImageOf(location, 'digest', {})!), location);
  });

  const hostile = [
    'registry.example.com/acme/web:1.0; rm -rf ~',
    'registry.example.com/acme/web:$(id)',
    'registry.example.com/acme/my web:1.0',
    "registry.example.com/acme/web':1.0",
    'registry.example.com/acme/web:1.0\nFROM evil',
    '--privileged/acme/web:1.0',
    'registry.example.com/acme/web:`id`',
    '',
  ];
  for (const text of hostile)
    it(`is not made of ${JSON.stringify(text)}`, () => {
      assert.equal(snippetImageOf(text, 'tag', {}), undefined);
    });

  it('is not made with a digest that is none', () => {
    assert.equal(snippetImageOf(location, 'digest', { digest: 'sha256:x y' }), undefined);
  });
});

describe('names in a snippet', () => {
  const names = (...locations: readonly string[]): readonly string[] =>
    namesOf(locations.map((each) => snippetImageOf(each, 'tag', {})!));

  it('are the ends of the paths, with the tag where they would be the same', () => {
    assert.deepEqual(names('h/a/web:1.0', 'h/a/api:1.0'), ['web', 'api']);
    assert.deepEqual(names('h/a/web:1.0', 'h/a/web:2.0_rc'), ['web-1-0', 'web-2-0-rc']);
    assert.deepEqual(names('h/a/web:1.0', 'h/b/web:1.0'), ['web-1-0', 'web-1-0-2']);
  });

  // Source: RFC 1123; Kubernetes wants labels that begin with a letter for services.
  it('are DNS labels', () => {
    for (const name of names('h/a/1.2__x:1', `h/a/${'w'.repeat(100)}:1`, `h/b/${'w'.repeat(100)}:1`))
      assert.match(name, /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

describe('the platform of a snippet', () => {
  it('is written as --platform takes it', () => {
    assert.equal(platformArgument({ os: 'linux', architecture: 'arm', variant: 'v7' }), 'linux/arm/v7');
    assert.equal(
      platformArgument({ os: 'windows', architecture: 'amd64', osVersion: '10.0.17763.1' }),
      'windows/amd64',
    );
  });

  it('is left out when an index claims something that is none', () => {
    assert.equal(platformArgument({ os: 'linux; id', architecture: 'amd64' }), undefined);
    assert.equal(platformArgument({ os: '--privileged', architecture: 'amd64' }), undefined);
  });
});
