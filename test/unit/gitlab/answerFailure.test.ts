import type { FailureDetails, FailureReason } from '../../../src/base/failure.ts';
import type { Answer } from '../../fakes/httpServer.ts';
import { api, graphql, instance, rejectsWith, schemaOf194 } from '../../fakes/gitlabInstance.ts';

describe('the GitLab client says what went wrong', () => {
  const { client, answer } = instance();
  const user = `GET ${api}/user`;
  const cases: readonly (readonly [string, Answer, FailureReason, FailureDetails])[] = [
    [
      'a page where JSON was expected',
      { text: '<!DOCTYPE html><html>', headers: { 'content-type': 'text/html' } },
      'invalid',
      { code: 'notGitlab' },
    ],
    [
      'a 404 of something that is no GitLab',
      { status: 404, text: 'not here' },
      'invalid',
      { code: 'notGitlab' },
    ],
    [
      'a redirect to another host',
      { status: 302, headers: { location: 'http://sso.invalid/login' } },
      'invalid',
      { code: 'foreignRedirect' },
    ],
    [
      'a wrong token',
      { status: 401, json: { message: '401 Unauthorized' } },
      'unauthorized',
      { code: 'tokenInvalid', status: 401 },
    ],
    [
      'an expired token',
      {
        status: 401,
        json: {
          error: 'invalid_token',
          error_description: 'Token is expired. You can either do re-authorization or token refresh.',
        },
      },
      'unauthorized',
      { code: 'tokenExpired' },
    ],
    [
      'a revoked token',
      {
        status: 401,
        json: {
          error: 'invalid_token',
          error_description: 'Token was revoked. You have to re-authorize from the user.',
        },
      },
      'unauthorized',
      { code: 'tokenInvalid' },
    ],
    [
      'a missing scope',
      {
        status: 403,
        json: {
          error: 'insufficient_scope',
          error_description: 'The request requires higher privileges than provided by the access token.',
          scope: 'api read_api read_user',
        },
      },
      'denied',
      { code: 'insufficientScope', scope: 'read_api' },
    ],
    [
      'a missing role',
      { status: 403, json: { message: '403 Forbidden' } },
      'denied',
      { code: 'insufficientRole', serverMessage: '403 Forbidden' },
    ],
    ['too many requests', { status: 429, text: 'Retry later' }, 'rateLimited', { status: 429 }],
    [
      'a broken server',
      { status: 500, json: { message: '500 Internal Server Error' } },
      'unexpected',
      { code: 'serverError' },
    ],
    [
      'JSON that is none',
      { text: '{"id":', headers: { 'content-type': 'application/json' } },
      'invalid',
      { code: 'notJson' },
    ],
    [
      'a field of the wrong type',
      { json: { id: '7', username: 'a', name: 'b' } },
      'invalid',
      { code: 'wrongShape', field: 'user.id' },
    ],
    [
      'a server that repeats the token',
      { status: 400, json: { error: 'bad token-owner\n\u202e' } },
      'invalid',
      { code: 'badInput', serverMessage: 'bad [redacted]' },
    ],
  ];
  for (const [what, given, reason, details] of cases)
    it(`about ${what}`, async () => {
      answer(user, given);
      await rejectsWith(client().currentUser(), reason, details);
    });

  it('about a sign-in page behind a redirect', async () => {
    answer(user, { status: 302, headers: { location: '/gl/users/sign_in' } });
    answer('GET /gl/users/sign_in', { text: '<html>', headers: { 'content-type': 'text/html' } });
    await rejectsWith(client().currentUser(), 'invalid', { code: 'notGitlab' });
  });

  it("about GitLab's registry being away", async () => {
    const message = 'We are having trouble connecting to the container registry.';
    answer(`GET ${api}/projects/5/registry/repositories`, { status: 503, json: { message } });
    await rejectsWith(client().projectRepositoriesByRest(5), 'offline', { code: 'registryUnavailable' });
    const error = {
      message: "Can't connect to the Container Registry.",
      path: ['containerRepository', 'tags'],
    };
    answer('POST /gl/api/graphql', graphql({ __type: schemaOf194, tags: { data: null, errors: [error] } }));
    await rejectsWith(client().tagsByGraphql(1), 'offline', { code: 'registryUnavailable' });
  });
  it('can be cancelled in the middle of a call', async () => {
    answer(`GET ${api}/user`, () => undefined);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await rejectsWith(client().currentUser({ signal: controller.signal }), 'cancelled');
  });
});
