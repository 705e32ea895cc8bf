import assert from 'node:assert/strict';
import { api, instance, rejectsWith } from '../../../fakes/gitlabInstance.ts';

describe('the GitLab client deletes by rule', () => {
  const { server, client, answer } = instance();
  const route = `DELETE ${api}/projects/g%2Fp/registry/repositories/5/tags`;
  const sent = (): unknown => JSON.parse(server().seen[0]?.body ?? '');

  it('with the fields that GitLab names, a plus sign as it is', async () => {
    answer(route, { status: 202, json: 202 });
    const rule = { nameRegexDelete: 'mr-\\d+', nameRegexKeep: 'main', keepN: 5, olderThan: '7d' };
    await client().deleteTagsByRule('g/p', 5, rule);
    assert.deepEqual(sent(), {
      name_regex_delete: 'mr-\\d+',
      name_regex_keep: 'main',
      keep_n: '5',
      older_than: '7d',
    });
  });

  it('without those that were left empty', async () => {
    answer(route, { status: 202, json: 202 });
    await client().deleteTagsByRule('g/p', 5, { nameRegexDelete: '.*' });
    assert.deepEqual(sent(), { name_regex_delete: '.*' });
  });

  it('once an hour', async () => {
    // gl: lib/api/project_container_repositories.rb
    const message =
      'This request has already been made. You can run this at most once an hour for a given container repository';
    answer(route, { status: 400, json: { message } });
    const refused = client().deleteTagsByRule('g/p', 5, { nameRegexDelete: '.*' });
    await rejectsWith(refused, 'rateLimited', { code: 'oncePerHour', serverMessage: message });
  });

  it('once, whatever comes back', async () => {
    answer(route, [
      { status: 503, text: '' },
      { status: 202, json: 202 },
    ]);
    await rejectsWith(client().deleteTagsByRule('g/p', 5, { nameRegexDelete: '.*' }), 'unexpected');
    assert.equal(server().seen.length, 1);
    answer(route, { status: 403, json: { message: '403 Forbidden' } });
    const denied = client().deleteTagsByRule('g/p', 5, { nameRegexDelete: '.*' });
    await rejectsWith(denied, 'denied', { code: 'insufficientRole' });
  });
});
