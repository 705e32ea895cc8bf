import assert from 'node:assert/strict';
import { faultOfPath, pathInProject, type PathFault } from '../../../../src/domain/copies/repositoryPath.ts';

/** Source: GitLab `lib/gitlab/regex.rb` (container_repository_name_regex) and `lib/container_registry/path.rb`. */
const cases: Readonly<Record<string, PathFault | undefined>> = {
  'group/project': undefined,
  'group/sub/project/my/image': undefined,
  'a.b/c_d/e__f/g---h': undefined,
  'group/Project': 'upperCase',
  'group//project': 'characters',
  'group/project/': 'characters',
  '/group/project': 'characters',
  'group/project:1.0': 'characters',
  'group/a..b': 'characters',
  'group/a___b': 'characters',
  'group/-a': 'characters',
  'group/ünï': 'characters',
  group: 'tooShort',
  [Array(19).fill('a').join('/')]: undefined,
  [Array(20).fill('a').join('/')]: 'tooDeep',
  [`group/${'a'.repeat(250)}`]: 'tooLong',
};

describe('the path of a repository', () => {
  for (const [path, fault] of Object.entries(cases))
    it(`${path.slice(0, 40)} is ${fault ?? 'one that GitLab takes'}`, () => {
      assert.equal(faultOfPath(path), fault);
    });

  it('keeps what comes behind the project, in another one', () => {
    assert.equal(pathInProject('a/b/img/x', 'a/b', 'c/d/e'), 'c/d/e/img/x');
    assert.equal(pathInProject('a/b', 'a/b', 'c/d'), 'c/d');
  });
});
