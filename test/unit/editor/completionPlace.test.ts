import assert from 'node:assert/strict';
import { completionPlace, type CompletionPlace } from '../../../src/editor/completionPlace.ts';

const context = {
  hosts: ['registry.example.com', 'localhost:5000'],
  variables: new Map([
    ['CI_REGISTRY', 'registry.example.com'],
    ['CI_REGISTRY_IMAGE', 'registry.example.com/group/project'],
  ]),
};

/** `|` is the cursor. What is replaced is given as text. */
function at(
  marked: string,
): (Omit<CompletionPlace, 'from' | 'to'> & { readonly replaced: string }) | undefined {
  const character = marked.indexOf('|');
  const line = marked.replace('|', '');
  const place = completionPlace(line, character, context);
  if (place === undefined) return undefined;
  const { from, to, ...rest } = place;
  return { ...rest, replaced: line.slice(from, to) };
}

describe('where an image is being written', () => {
  const location = 'registry.example.com/group/project';

  it('is a tag behind the colon, with what follows replaced', () => {
    assert.deepEqual(at('FROM registry.example.com/group/project:1.|2-old AS build'), {
      step: 'tag',
      location,
      replaced: '1.2-old',
    });
    assert.deepEqual(at('    image: "registry.example.com/group/project:|"'), {
      step: 'tag',
      location,
      replaced: '',
    });
    assert.deepEqual(at('FROM localhost:5000/a/b:|'), {
      step: 'tag',
      location: 'localhost:5000/a/b',
      replaced: '',
    });
  });

  it('is a path behind a slash; the part behind the last one is replaced', () => {
    assert.deepEqual(at('image: registry.example.com/|'), {
      step: 'path',
      location: 'registry.example.com',
      replaced: '',
    });
    assert.deepEqual(at('image: registry.example.com/group/pro|ject/web:1'), {
      step: 'path',
      location: 'registry.example.com/group',
      replaced: 'project/web',
    });
  });

  it('is a digest behind the at sign, of the tag before it', () => {
    assert.deepEqual(at('FROM registry.example.com/group/project:1.2@sha|256:abc'), {
      step: 'digest',
      location,
      tag: '1.2',
      replaced: 'sha256:abc',
    });
    assert.deepEqual(at('FROM registry.example.com/group/project@|'), {
      step: 'digest',
      location,
      replaced: '',
    });
  });

  it('knows the variables of CI, and gives up at those that it does not know', () => {
    assert.deepEqual(at('  image: $CI_REGISTRY_IMAGE/w|'), { step: 'path', location, replaced: 'w' });
    assert.deepEqual(at('  image: ${CI_REGISTRY_IMAGE}:|'), { step: 'tag', location, replaced: '' });
    assert.deepEqual(at('  image: "${CI_REGISTRY}/group/project:|"'), {
      step: 'tag',
      location,
      replaced: '',
    });
    assert.equal(at('  image: $OTHER/x:|'), undefined);
    assert.equal(at('  image: registry.example.com/$X:|'), undefined);
    assert.equal(at('  image: ${CI_REGISTRY_IM|'), undefined);
  });

  it('is a registry where an image may begin', () => {
    for (const line of [
      'FROM |',
      'FROM --platform=linux/amd64 re|',
      'image: re|',
      'COPY --from=re|',
      '  "image": "re|"',
    ])
      assert.equal(at(line)?.step, 'registry', line);
    assert.equal(at('FROM re|gistry.exam AS x')?.replaced, 'registry.exam');
    for (const line of ['RUN echo re|', 'script: re|', 'key: value|'])
      assert.equal(at(line), undefined, line);
  });

  it('is none in a comment, nor at a host that only looks like one of ours', () => {
    for (const line of [
      '# FROM registry.example.com/group/project:|',
      'image: x # registry.example.com/group/project:|',
      '// "image": "registry.example.com/group/project:|"',
      'image: registry.example.com.evil.test/group/project:|',
      'image: user@registry.example.com/group/project:|',
      'image: registry.example.com:5050/group/project:|',
    ])
      assert.ok(at(line) === undefined || at(line)?.step === 'registry', line);
    assert.equal(at('# syntax=registry.example.com/group/project:|')?.step, 'tag');
  });

  it('takes schemes off, and reads a list of options', () => {
    assert.equal(at('  uses: docker://registry.example.com/group/project:|')?.step, 'tag');
    assert.equal(at('- type=registry,ref=registry.example.com/group/project:|')?.step, 'tag');
    assert.equal(at('RUN --mount=type=bind,from=registry.example.com/group/project:| x')?.step, 'tag');
  });

  it('does not hang at a long line', () => {
    const line = `image: ${'registry.example.com/'.repeat(20_000)}`;
    completionPlace(line, line.length, context);
    completionPlace('${'.repeat(200_000), 400_000, context);
  });
});
