import assert from 'node:assert/strict';
import { Failure, type FailureDetails, type FailureReason } from '../../src/base/failure.ts';
import { createGitlabClient, type GitlabClient } from '../../src/gitlab/client.ts';
import { startServer, testHttp, type Answer, type TestServer } from './httpServer.ts';

export const api = '/gl/api/v4';

export async function rejectsWith(
  promise: Promise<unknown>,
  reason: FailureReason,
  details: FailureDetails = {},
): Promise<void> {
  const error = await promise.then(
    () => assert.fail('did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Failure, String(error));
  const found = Object.fromEntries(Object.keys(details).map((key) => [key, error.details[key as 'code']]));
  assert.deepEqual({ reason: error.reason, ...found }, { reason, ...details }, error.message);
  assert.ok(!JSON.stringify([error.message, error.details]).includes('token-owner'));
}

/** Answers GraphQL by the first word of `answers` that the query holds; an unknown query is a failed test. */
export function graphql(answers: Record<string, unknown>): Answer {
  return (request, response) => {
    const key = Object.keys(answers).find((word) => request.body.includes(word));
    response.writeHead(key === undefined ? 599 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(key === undefined ? {} : answers[key]));
  };
}

const named = (...names: string[]) => names.map((name) => ({ name }));
export const schemaOf194 = {
  data: {
    Project: { fields: named('containerProtectionTagRules', 'maxAccessLevel'), enumValues: null },
    ContainerRepository: {
      fields: named('tagsCount', 'status', 'expirationPolicyCleanupStatus'),
      enumValues: null,
    },
    ContainerRepositoryDetails: null,
    ContainerRepositoryTag: { fields: named('mediaType', 'publishedAt', 'protection'), enumValues: null },
    ContainerProtectionAccessLevel: {
      fields: named('minimumAccessLevelForDelete', 'immutable'),
      enumValues: null,
    },
    ContainerProtectionTagRule: {
      fields: named('minimumAccessLevelForDelete', 'immutable'),
      enumValues: null,
    },
    ContainerExpirationPolicyOlderThanEnum: {
      fields: null,
      enumValues: named('SEVEN_DAYS', 'THREE_DAYS', 'SOME_DAYS'),
    },
  },
};
export const schemaOf150 = {
  data: Object.fromEntries(Object.keys(schemaOf194.data).map((key) => [key, null])),
};

/** A client of an instance with a relative root, and the server it talks to, new for each test of a `describe`. */
export function instance(): {
  readonly server: () => TestServer;
  readonly client: () => GitlabClient;
  readonly answer: (route: string, given: Answer | readonly Answer[]) => void;
} {
  let server: TestServer;
  let client: GitlabClient;
  beforeEach(async () => {
    server = await startServer();
    client = createGitlabClient({
      instanceUrl: `${server.origin}/gl`,
      token: () => Promise.resolve('token-owner'),
      http: testHttp().http,
    });
  });
  afterEach(() => server.close());
  return {
    server: () => server,
    client: () => client,
    answer: (route, given) => {
      server.routes[route] = given;
    },
  };
}
