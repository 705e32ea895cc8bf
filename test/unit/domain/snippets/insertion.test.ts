import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { FileKind } from '../../../../src/domain/snippets/fileKind.ts';
import { insertionFor } from '../../../../src/domain/snippets/insertion.ts';
import { snippetImageOf } from '../../../../src/domain/snippets/snippetImage.ts';

const reference = 'registry.example.com/acme/web:1.0';
const web = snippetImageOf(reference, 'tag', {})!;
const api = snippetImageOf('registry.example.com/acme/api:2.0', 'tag', {})!;
const at = (kind: FileKind, before: string, after = ''): string =>
  before + insertionFor([web], { kind, before, after }, 'podman') + after;

describe('a reference written into a file', () => {
  it('is an instruction on an empty line of a Dockerfile, and the reference behind one', () => {
    assert.equal(at('dockerfile', ''), `FROM ${reference}`);
    assert.equal(at('dockerfile', 'FROM ', ' AS build'), `FROM ${reference} AS build`);
    assert.equal(at('dockerfile', 'COPY --from=', ' /a /b'), `COPY --from=${reference} /a /b`);
  });

  it('is a key on an empty line of YAML, and the value behind one', () => {
    for (const kind of ['compose', 'ci', 'kubernetes'] as const) {
      assert.equal(at(kind, '    '), `    image: ${reference}`);
      assert.equal(at(kind, '  image: '), `  image: ${reference}`);
      assert.equal(at(kind, '  - '), `  - ${reference}`);
      assert.equal(at(kind, '  image: "', '"'), `  image: "${reference}"`);
    }
  });

  it('is taken apart in Helm values', () => {
    assert.equal(at('helmValues', '  repository: '), '  repository: registry.example.com/acme/web');
    assert.equal(at('helmValues', '  tag: '), '  tag: "1.0"');
    assert.equal(at('helmValues', '  tag: "', '"'), '  tag: "1.0"');
    assert.deepEqual(parse(`web:\n${at('helmValues', '  ')}`), {
      web: { image: { repository: 'registry.example.com/acme/web', tag: '1.0' } },
    });
  });

  it('is JSON in a devcontainer.json', () => {
    assert.equal(at('devcontainer', '  '), `  "image": "${reference}"`);
    assert.equal(at('devcontainer', '  "image": ', ','), `  "image": "${reference}",`);
    assert.equal(at('devcontainer', '  "image": "', '"'), `  "image": "${reference}"`);
  });

  it('is the pull command of the preferred program on an empty line of a script', () => {
    assert.equal(at('shell', '  '), `  podman pull ${reference}`);
    assert.equal(at('shell', 'IMAGE='), `IMAGE=${reference}`);
  });

  it('is the reference alone anywhere else', () => {
    assert.equal(at('other', 'see '), `see ${reference}`);
  });

  it('becomes a whole form for several images where one fits, else a line for each', () => {
    const several = (kind: FileKind, before: string): string =>
      insertionFor([web, api], { kind, before, after: '' }, 'docker');
    assert.deepEqual(Object.keys((parse(several('compose', '')) as { services: object }).services), [
      'web',
      'api',
    ]);
    assert.equal(several('other', '  '), `${reference}\n  registry.example.com/acme/api:2.0`);
  });
});
