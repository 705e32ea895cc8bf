import assert from 'node:assert/strict';
import { isAtLeast, roleOf } from '../../../../src/domain/access/role.ts';

describe('A role in a project', () => {
  it('is one of GitLab’s, or none', () => {
    assert.equal(roleOf('MAINTAINER'), 'MAINTAINER');
    for (const none of ['', 'NO_ACCESS', 'MINIMAL_ACCESS', 'ADMIN', 'maintainer'])
      assert.equal(roleOf(none), undefined);
  });

  it('reaches its own level and those below, never a level above all roles', () => {
    assert.ok(isAtLeast('DEVELOPER', 'DEVELOPER') && isAtLeast('OWNER', 'MAINTAINER'));
    assert.ok(
      !isAtLeast('REPORTER', 'DEVELOPER') && !isAtLeast('OWNER', 'ADMIN') && !isAtLeast('OWNER', '?'),
    );
  });
});
