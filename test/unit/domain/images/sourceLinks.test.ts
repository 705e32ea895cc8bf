import assert from 'node:assert/strict';
import { sourceLinks } from '../../../../src/domain/images/sourceLinks.ts';

const at = { instanceUrl: 'https://gitlab.example.com', projectPath: 'acme/shop' };
const commit = '0123456789abcdef0123456789abcdef01234567';
const source = (value: string) => ({ name: 'org.opencontainers.image.source', value });
const revision = { name: 'org.opencontainers.image.revision', value: commit };
const urls = (links: ReturnType<typeof sourceLinks>): readonly string[] =>
  links.map(({ kind, text, url }) => `${kind} ${text} ${url.replace(at.instanceUrl, '')}`);

describe('Links to the sources of an image', () => {
  it('lead to the project and commit that the labels name', () => {
    const links = sourceLinks([source('https://gitlab.example.com/acme/lib.git'), revision], at);
    assert.deepEqual(urls(links), [
      'project acme/lib /acme/lib',
      `commit 01234567 /acme/lib/-/commit/${commit}`,
    ]);
  });

  it('take a revision without a source as one of the repository’s project', () =>
    assert.deepEqual(urls(sourceLinks([revision], at)), [`commit 01234567 /acme/shop/-/commit/${commit}`]));

  for (const hostile of [
    'https://elsewhere.example/acme/shop',
    'https://gitlab.example.com.evil.example/acme/shop',
    'https://gitlab.example.com@evil.example/acme/shop',
    'javascript:alert(1)',
    'https://gitlab.example.com/acme/../../admin',
    'https://gitlab.example.com/acme',
    'https://gitlab.example.com/acme/"onclick="x',
  ])
    it(`do not follow ${hostile}`, () => assert.deepEqual(sourceLinks([source(hostile), revision], at), []));

  for (const [tag, expected] of [
    ['main-0a1b2c3d', 'commit 0a1b2c3d /acme/shop/-/commit/0a1b2c3d'],
    ['0a1b2c3d', 'commit 0a1b2c3d /acme/shop/-/commit/0a1b2c3d'],
    ['mr-12', 'mergeRequest !12 /acme/shop/-/merge_requests/12'],
    ['pipeline-123456', 'pipeline #123456 /acme/shop/-/pipelines/123456'],
  ] as const)
    it(`are read from the tag ${tag}`, () =>
      assert.deepEqual(urls(sourceLinks([], { ...at, tag })), [expected]));

  for (const tag of ['latest', '1.2.3', '20240506', 'v1', 'deadbeef1', 'feature-bad'])
    it(`${tag === 'deadbeef1' ? 'are read from' : 'are not read from'} the tag ${tag}`, () =>
      assert.equal(sourceLinks([], { ...at, tag }).length, tag === 'deadbeef1' ? 1 : 0));

  it('lead to a branch, with its name encoded', () =>
    assert.deepEqual(
      urls(sourceLinks([{ name: 'org.opencontainers.image.ref.name', value: 'feature/a_b' }], at)),
      ['branch feature/a_b /acme/shop/-/tree/feature/a_b'],
    ));
});
