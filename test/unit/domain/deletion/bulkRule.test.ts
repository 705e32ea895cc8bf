import assert from 'node:assert/strict';
import { isBulkAge, protectionsAgainst } from '../../../../src/domain/deletion/bulkRule.ts';

describe('a rule for GitLab’s bulk deletion', () => {
  // doc/api/container_registry.md: “written in human readable form 1h, 1d, 1month”.
  for (const age of ['1h', '1d', '1month', '36h', '90d'])
    it(`may have the age “${age}”`, () => assert.ok(isBulkAge(age)));
  // GitLab answers 202 to all of these: minutes, seconds, words it does not know, nothing.
  for (const age of ['5m', '90', '', '0d', '7 days', '1d12h', 'soon', '-1d', '1D'])
    it(`may not have the age “${age}”`, () => assert.ok(!isBulkAge(age)));

  // doc/user/packages/container_registry/protected_container_tags.md; immutable rules hold everybody.
  const rules = [
    { pattern: 'm', minimumAccessLevelForDelete: 'MAINTAINER', isImmutable: false },
    { pattern: 'o', minimumAccessLevelForDelete: 'OWNER', isImmutable: false },
    { pattern: 'a', minimumAccessLevelForDelete: 'ADMIN', isImmutable: false },
    { pattern: 'i', isImmutable: true },
    { pattern: 'p', minimumAccessLevelForPush: 'OWNER', isImmutable: false },
    { pattern: 'x', minimumAccessLevelForDelete: 'SOMETHING_NEW', isImmutable: false },
  ];
  const cases: readonly (readonly [level: number | undefined, held: readonly string[]])[] = [
    [40, ['o', 'a', 'i', 'x']],
    [50, ['a', 'i', 'x']],
    [undefined, ['o', 'a', 'i', 'x']],
    [30, ['m', 'o', 'a', 'i', 'x']],
  ];
  for (const [level, held] of cases)
    it(`is held by ${held.join(' ')} for the level ${level ?? 'unknown'}`, () =>
      assert.deepEqual(protectionsAgainst(rules, level), held));
});
