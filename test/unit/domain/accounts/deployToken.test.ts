import assert from 'node:assert/strict';
import {
  environmentLines,
  isDeployUsername,
  isMaskable,
  isVariableName,
  loginLine,
} from '../../../../src/domain/accounts/deployToken.ts';
import { engines } from '../../../../src/domain/snippets/engines.ts';

describe('a deploy token', () => {
  it('has a user name of the characters that GitLab takes', () => {
    // app/models/deploy_token.rb
    for (const name of ['gitlab+deploy-token-7', 'ci.pull_1']) assert.ok(isDeployUsername(name), name);
    for (const name of ['', 'two words', 'a:b', 'jürgen', 'x'.repeat(256)])
      assert.ok(!isDeployUsername(name), name);
  });

  it('is saved under names of letters, digits and underscores', () => {
    for (const name of ['CI_DEPLOY_USER', 'a1']) assert.ok(isVariableName(name), name);
    for (const name of ['', 'A-B', 'A B', 'Ä', 'x'.repeat(256)]) assert.ok(!isVariableName(name), name);
  });

  it('can be hidden with 8 characters of GitLab’s alphabet', () => {
    // app/models/concerns/ci/maskable.rb
    for (const value of ['gldt-aB3_x', '12345678']) assert.ok(isMaskable(value), value);
    for (const value of ['1234567', 'has spaces in it', 'two\nlines1', 'dollar$sign'])
      assert.ok(!isMaskable(value), value);
  });

  it('is written as lines of an .env file, quoted where it has to be', () => {
    assert.equal(
      environmentLines([
        ['CI_DEPLOY_USER', 'gitlab+deploy-token-7'],
        ['CI_DEPLOY_PASSWORD', "odd'$value"],
      ]),
      `CI_DEPLOY_USER=gitlab+deploy-token-7\nCI_DEPLOY_PASSWORD='odd'\\''$value'`,
    );
  });

  it('logs an engine in from a variable, in both families of shells', () => {
    const [docker] = engines;
    const crane = engines.find(({ program }) => program === 'crane');
    assert.ok(docker && crane);
    const to = { host: 'registry.example.com:5050', username: 'gitlab+deploy-token-7' };
    assert.equal(
      loginLine(docker, to, { variable: 'CI_DEPLOY_PASSWORD', shell: 'posix' }),
      `printf '%s' "$CI_DEPLOY_PASSWORD" | docker login --username gitlab+deploy-token-7 --password-stdin registry.example.com:5050`,
    );
    assert.equal(
      loginLine(crane, to, { variable: 'P', shell: 'powershell' }),
      `$env:P | crane auth login --username gitlab+deploy-token-7 --password-stdin registry.example.com:5050`,
    );
    assert.equal(loginLine(docker, { ...to, host: '--help' }, { variable: 'P', shell: 'posix' }), undefined);
  });
});
