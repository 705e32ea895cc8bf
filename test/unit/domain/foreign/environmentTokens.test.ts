import assert from 'node:assert/strict';
import { environmentTokens } from '../../../../src/domain/foreign/environmentTokens.ts';

// The names and their order: glab, `internal/config/config_mapping.go`.
describe('Tokens of the environment', () => {
  it('are those that glab reads, with the instance that the environment names', () => {
    assert.deepEqual(environmentTokens({ GITLAB_TOKEN: ' a ', OAUTH_TOKEN: 'b', GITLAB_URI: 'https://x' }), [
      { variable: 'GITLAB_TOKEN', secret: 'a', address: 'https://x' },
      { variable: 'OAUTH_TOKEN', secret: 'b', address: 'https://x' },
    ]);
    assert.deepEqual(environmentTokens({ GITLAB_ACCESS_TOKEN: 'a', GL_HOST: 'x', GITLAB_HOST: 'y' }), [
      { variable: 'GITLAB_ACCESS_TOKEN', secret: 'a', address: 'y' },
    ]);
  });
  it('have no instance where none is named, and none is made up', () => {
    assert.deepEqual(environmentTokens({ GITLAB_TOKEN: 'a', GITLAB_HOST: ' ' }), [
      { variable: 'GITLAB_TOKEN', secret: 'a' },
    ]);
  });
  it('are one where two variables hold the same, and none where they are empty', () => {
    assert.equal(environmentTokens({ GITLAB_TOKEN: 'a', OAUTH_TOKEN: 'a' }).length, 1);
    assert.deepEqual(environmentTokens({ GITLAB_TOKEN: '', CI_JOB_TOKEN: 'x' }), []);
  });
});
