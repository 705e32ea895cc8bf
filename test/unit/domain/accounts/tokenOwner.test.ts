import assert from 'node:assert/strict';
import { tokenOwnerOf, type TokenOwner } from '../../../../src/domain/accounts/tokenOwner.ts';

describe('the owner of a token', () => {
  // GitLab docs, "Project access tokens", "Bot users for projects"; older GitLab counts: `project_42_bot1`.
  const cases: readonly (readonly [username: string, owner: TokenOwner])[] = [
    ['project_42_bot_4ffca233d8298ea1', { kind: 'project', id: 42 }],
    ['group_7_bot_1f0bf8d5', { kind: 'group', id: 7 }],
    ['project_42_bot', { kind: 'project', id: 42 }],
    ['project_42_bot1', { kind: 'project', id: 42 }],
    ['olive', { kind: 'person' }],
    ['project_owner', { kind: 'person' }],
    ['my_project_42_bot', { kind: 'person' }],
  ];
  for (const [username, owner] of cases)
    it(`“${username}” is ${owner.kind}`, () => assert.deepEqual(tokenOwnerOf(username), owner));
});
