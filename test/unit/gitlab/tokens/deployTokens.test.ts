// Against the box, which answers as GitLab's documents say.
import assert from 'node:assert/strict';
import { createGitlabClient } from '../../../../src/gitlab/client.ts';
import { startBox, type Box } from '../../../gitlab/box.ts';
import type { TokenName } from '../../../gitlab/seed/people.ts';
import { testHttp } from '../../../fakes/httpServer.ts';
import { rejectsWith } from '../../../fakes/gitlabInstance.ts';

const shop = { kind: 'project', path: 'acme/shop' } as const;
const acme = { kind: 'group', path: 'acme' } as const;
const wish = {
  name: 'cluster',
  scopes: ['read_registry', 'write_registry'],
  expiresAt: undefined,
  username: undefined,
} as const;

describe('the GitLab client about deploy tokens', () => {
  let box: Box;
  beforeEach(async () => {
    box = await startBox();
  });
  afterEach(async () => {
    await box.close();
    assert.deepEqual(box.log.unknownRequests, []);
  });
  const as = (name: TokenName) => {
    const token = (): Promise<string> => Promise.resolve(box.tokens[name]);
    return createGitlabClient({ instanceUrl: box.url, token, http: testHttp().http });
  };

  it('creates one of a project and hands out its value', async () => {
    const made = await as('maintainer').createDeployToken(shop, {
      ...wish,
      expiresAt: '2099-01-02',
      username: 'ci.pull',
    });
    const stored = box.world.tokens.find(({ id }) => id === made.id);
    assert.deepEqual(
      [stored?.kind, stored?.name, stored?.expiresAt, stored?.scopes, stored?.value],
      ['deploy', 'cluster', '2099-01-02', ['read_registry', 'write_registry'], made.token],
    );
    assert.equal(made.username, 'ci.pull');
    assert.deepEqual(
      (await as('maintainer').deployTokens(shop)).items.map(({ name }) => name),
      ['deploy', 'cluster'],
    );
  });

  it('creates one of a group, with the user name that GitLab makes', async () => {
    const made = await as('owner').createDeployToken(acme, wish);
    assert.equal(made.username, `gitlab+deploy-token-${made.id}`);
    assert.deepEqual((await as('maintainer').deployTokens(acme)).items, [
      { id: made.id, name: 'cluster', username: made.username },
    ]);
    await rejectsWith(as('maintainer').createDeployToken(acme, wish), 'denied', { code: 'insufficientRole' });
  });

  it('says which role or scope is missing, and what GitLab does not take', async () => {
    await rejectsWith(as('developer').createDeployToken(shop, wish), 'denied', { code: 'insufficientRole' });
    await rejectsWith(as('readApi').createDeployToken(shop, wish), 'denied', {
      code: 'insufficientScope',
      scope: 'api',
    });
    await rejectsWith(as('maintainer').createDeployToken(shop, { ...wish, username: 'a b' }), 'invalid', {
      code: 'badInput',
    });
  });

  it('takes no value of several lines or words for a token', async () => {
    for (const value of ['two words', 'line\nbreak1', 'short']) {
      const body = (text: string): string =>
        JSON.stringify({ ...(JSON.parse(text) as object), token: value });
      box.knobs.faults = [{ method: 'POST', path: /deploy_tokens/, act: { kind: 'rewrite', body } }];
      await rejectsWith(as('maintainer').createDeployToken(shop, wish), 'invalid', { code: 'wrongShape' });
    }
  });

  it('saves variables of a project and of a group, and says when a name is taken', async () => {
    const variable = { key: 'CI_DEPLOY_PASSWORD', value: 'gldt-12345678', masked: true, protected: true };
    await as('maintainer').createVariable(shop, variable);
    await as('owner').createVariable(acme, variable);
    assert.deepEqual(
      box.world.variables.map(({ of, ...rest }) => [of.kind, rest]),
      [
        ['project', variable],
        ['group', variable],
      ],
    );
    const again = as('maintainer').createVariable(shop, variable);
    await rejectsWith(again, 'invalid', {
      code: 'badInput',
      fieldMessages: { key: '(CI_DEPLOY_PASSWORD) has already been taken' },
    });
  });
});
