import assert from 'node:assert/strict';
import { isVersionName, readTagName } from '../../../../src/domain/stale/readTagName.ts';

describe('the name of a tag', () => {
  const sha = '7b5c3cc8be40ee161ae89a06bba6229da1032a0c';
  const requests: readonly (readonly [name: string, iid: number | undefined])[] = [
    ['mr-12', 12],
    ['mr12', 12],
    ['mr_12', 12],
    ['MR-12', 12],
    ['merge-request-12', 12],
    ['merge-requests-12-head', 12],
    ['refs-merge-requests-12-head', 12],
    [`mr-12-${sha}`, 12],
    ['mr-12-7b5c3cc8', 12],
    ['mr-12-arm64', undefined],
    ['mr-', undefined],
    ['mrs-12', undefined],
    ['armr-12', undefined],
  ];
  for (const [name, iid] of requests) {
    it(`“${name}” is ${iid === undefined ? 'no merge request' : `merge request !${iid}`}`, () =>
      assert.equal(readTagName(name).mergeRequest, iid));
  }

  const commits: readonly (readonly [name: string, commit: string | undefined])[] = [
    [sha, sha],
    ['7b5c3cc8', '7b5c3cc8'],
    ['sha-7b5c3cc', '7b5c3cc'],
    ['g7b5c3cc', '7b5c3cc'],
    ['7b5c3c', undefined],
    ['main-7b5c3cc8', undefined],
    ['deadbeefs', undefined],
  ];
  for (const [name, commit] of commits) {
    it(`“${name}” is ${commit === undefined ? 'no commit' : 'a commit'}`, () =>
      assert.equal(readTagName(name).commit, commit));
  }

  it('may be a ref as a whole, or a ref with a commit behind it', () => {
    assert.deepEqual(readTagName('fix-login-7b5c3cc8').refs, ['fix-login-7b5c3cc8', 'fix-login']);
    assert.deepEqual(readTagName('fix-login').refs, ['fix-login']);
  });

  for (const name of ['1.2.3', 'v1.2', '22', 'v2', '3.13-slim', '1.0.0-rc.1', '1.2.3_build', '2026.01.05'])
    it(`“${name}” is a version`, () => assert.ok(isVersionName(name)));
  // GitLab names the branch of an issue after its number: doc/user/project/repository/branches/_index.md.
  for (const name of ['123-fix-login', 'v1-fix', 'main', 'v', '1a', '18-alpine'])
    it(`“${name}” is no version`, () => assert.ok(!isVersionName(name)));
});
