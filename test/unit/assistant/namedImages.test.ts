import assert from 'node:assert/strict';
import { findImage } from '../../../src/assistant/namedImages.ts';
import { Failure } from '../../../src/base/failure.ts';

const location = 'registry.gitlab.example/acme/shop/web';

function partsWith(known: readonly string[]) {
  const asked: string[] = [];
  const hosts = known.map((host) => ({ host, connectionId: 'one' }));
  return {
    asked,
    connections: () => [{ connectionId: 'one', name: 'One', instanceUrl: 'https://gitlab.example' }],
    knowledge: {
      hosts: () => hosts,
      repositories: (id: string) => {
        asked.push(id);
        return Promise.resolve([location]);
      },
      ask: () => Promise.resolve(undefined),
      details: () => Promise.reject(new Failure('missing', 'none')),
      projectOf: () => Promise.resolve(undefined),
      readPolicy: () => Promise.resolve(),
      fate: () => undefined,
    },
  };
}

describe('an image that a model names', () => {
  it('is found by its whole reference without asking, where the registry is known', async () => {
    const parts = partsWith(['registry.gitlab.example']);
    const found = await findImage(`${location}:1.0`, parts);
    assert.deepEqual(found, { connectionId: 'one', location, tag: '1.0' });
    assert.deepEqual(parts.asked, []);
  });

  it('is found by its whole reference after one look at the lists, where the registry is not known yet', async () => {
    const parts = partsWith([]);
    assert.equal((await findImage(location, parts)).connectionId, 'one');
    assert.deepEqual(parts.asked, ['one']);
  });

  it('is found without the host, with the tag as it was written', async () => {
    const parts = partsWith(['registry.gitlab.example']);
    const found = await findImage('Acme/Shop/web:V1.0-RC', parts);
    assert.deepEqual(found, { connectionId: 'one', location, tag: 'V1.0-RC' });
  });

  const strangers = [
    'registry.evil.example/acme/shop/web',
    'registry.gitlab.example.evil.example/acme/shop/web:1',
    'https://evil.example/a/b',
    'acme/shop/other',
    'acme/shop/web:a b',
    '',
    '-'.repeat(2000),
  ];
  for (const text of strangers)
    it(`is none of a connection: ${JSON.stringify(text.slice(0, 60))}`, async () => {
      const parts = partsWith(['registry.gitlab.example']);
      await assert.rejects(findImage(text, parts), (error) => Failure.is(error, 'missing'));
    });
});
