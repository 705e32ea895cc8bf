// Each fault that the box can have, and the step that has to be named for it.
import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { diagnose, type DiagnosisTarget } from '../../../src/connections/diagnose.ts';
import { jobTokenUsername } from '../../../src/domain/accounts/credential.ts';
import type { DiagnosisResult, DiagnosisStep, KnownTrouble } from '../../../src/domain/accounts/diagnosis.ts';
import { Failure } from '../../../src/base/failure.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import type { Fault } from '../../gitlab/faults.ts';
import { deployUsername, type TokenName } from '../../gitlab/seed/people.ts';
import { findProject } from '../../gitlab/world/lookup.ts';
import { testHttp } from '../../fakes/httpServer.ts';

const { http } = testHttp({ now: Date.now });

interface Case {
  readonly fault: string;
  /** Undefined: nothing fails. */
  readonly step: DiagnosisStep | undefined;
  readonly code?: string;
  readonly trouble?: KnownTrouble;
  readonly token?: TokenName;
  readonly faults?: (box: Box) => readonly Fault[];
  readonly prepare?: (box: Box) => void;
  readonly target?: (box: Box) => Partial<DiagnosisTarget>;
  readonly identity?: (box: Box) => Partial<DiagnosisTarget['identity']>;
}

const web = (box: Box): Partial<DiagnosisTarget> => ({
  projectPath: 'acme/shop',
  location: `${box.registryHost}/acme/shop/web`,
  name: 'web',
});
const deploy = (box: Box): Partial<DiagnosisTarget['identity']> => ({
  credential: 'deployToken',
  username: deployUsername,
  token: () => Promise.resolve(box.tokens.deploy),
});
const status = (code: number, path: RegExp, body = '{"message":"x"}'): Fault => ({
  path,
  act: { kind: 'status', status: code, headers: { 'content-type': 'application/json' }, body },
});
const challenge = (realm: string): Fault => ({
  host: 'registry',
  act: {
    kind: 'status',
    status: 401,
    headers: { 'www-authenticate': `Bearer realm="${realm}",service="container_registry"` },
  },
});

const cases: readonly Case[] = [
  { fault: 'none', step: undefined, trouble: 'cannotMove' },
  { fault: 'none, a deploy token', step: undefined, identity: deploy },
  {
    fault: 'none, a job token',
    step: undefined,
    identity: ({ tokens }) => ({
      credential: 'jobToken',
      username: jobTokenUsername,
      token: () => Promise.resolve(tokens.job),
    }),
  },
  {
    fault: 'none, nobody at a public project',
    step: undefined,
    identity: () => ({ credential: 'anonymous', username: '' }),
    target: (box) => ({ projectPath: 'acme-open/site', location: `${box.registryHost}/acme-open/site` }),
  },
  {
    fault: 'a host that does not exist',
    step: 'address',
    code: 'hostNotFound',
    identity: () => ({ instanceUrl: 'https://gitlab.invalid' }),
  },
  {
    fault: 'GitLab hangs up',
    step: 'address',
    code: 'connectionReset',
    faults: () => [{ host: 'gitlab', act: { kind: 'reset', when: 'before' } }],
  },
  {
    fault: 'https where http is spoken',
    step: 'tls',
    identity: ({ url }) => ({ instanceUrl: url.replace('http:', 'https:') }),
  },
  {
    fault: 'a sign-in page instead of an API',
    step: 'gitlab',
    code: 'notGitlab',
    faults: () => [{ host: 'gitlab', act: { kind: 'html' } }],
  },
  { fault: 'GitLab is broken', step: 'gitlab', code: 'serverError', faults: () => [status(500, /api\/v4/)] },
  { fault: 'a revoked token', step: 'token', code: 'tokenInvalid', token: 'revoked' },
  { fault: 'an expired token', step: 'token', code: 'tokenExpired', token: 'expired' },
  {
    fault: 'a token that the keychain has lost',
    step: 'token',
    code: 'tokenMissing',
    identity: () => ({
      token: () => Promise.reject(new Failure('unauthorized', 'gone', { code: 'tokenMissing' })),
    }),
  },
  { fault: 'a token for its owner only', step: 'scopes', code: 'insufficientScope', token: 'readUser' },
  { fault: 'a token for pulling only', step: 'scopes', code: 'insufficientScope', token: 'readRegistry' },
  { fault: 'no member of the project', step: 'role', token: 'outsider' },
  { fault: 'a guest of a private project', step: 'role', code: 'insufficientRole', token: 'guest' },
  {
    fault: 'a registry that is switched off',
    step: 'visibility',
    code: 'registryDisabled',
    prepare: (box) => setAccess(box, 'acme/shop', 'disabled'),
  },
  {
    fault: 'a public project whose registry is for members',
    step: 'visibility',
    code: 'registryPrivate',
    prepare: (box) => setAccess(box, 'acme-open/site', 'private'),
    identity: () => ({ credential: 'anonymous', username: '' }),
    target: (box) => ({ projectPath: 'acme-open/site', location: `${box.registryHost}/acme-open/site` }),
  },
  {
    fault: 'the same, for somebody who is signed in',
    step: 'visibility',
    code: 'registryPrivate',
    token: 'outsider',
    prepare: (box) => setAccess(box, 'acme-open/site', 'private'),
    target: (box) => ({ projectPath: 'acme-open/site', location: `${box.registryHost}/acme-open/site` }),
  },
  {
    fault: 'a registry behind a firewall',
    step: 'registryAddress',
    code: 'connectionReset',
    trouble: 'otherHost',
    faults: () => [{ host: 'registry', act: { kind: 'reset', when: 'before' } }],
  },
  {
    fault: 'a page at the address of the registry',
    step: 'registryAddress',
    code: 'notRegistry',
    trouble: 'oldRegistry',
    faults: () => [{ host: 'registry', act: { kind: 'html' } }],
  },
  {
    fault: 'a registry of another GitLab',
    step: 'registryAddress',
    code: 'foreignRealm',
    faults: () => [challenge('https://other.example/jwt/auth')],
  },
  {
    fault: 'a token endpoint that denies',
    step: 'registryToken',
    code: 'insufficientRole',
    faults: () => [status(403, /jwt\/auth/, '{"errors":[{"code":"DENIED","message":"access forbidden"}]}')],
  },
  {
    fault: 'a deploy token with a wrong value',
    step: 'registryToken',
    code: 'tokenInvalid',
    trouble: 'twoFactor',
    identity: (box) => ({ ...deploy(box), token: () => Promise.resolve('token-that-is-wrong') }),
  },
  {
    fault: 'a deploy token of another project, and a path deeper than allowed',
    step: 'registryToken',
    code: 'insufficientRole',
    trouble: 'tooDeep',
    identity: deploy,
    target: (box) => ({
      location: `${box.registryHost}/acme/platform/tools/a/b/c`,
      name: 'a/b/c',
    }),
  },
  {
    fault: 'a repository that is not there',
    step: 'registryAnswer',
    target: (box) => ({ projectPath: 'acme/shop', location: `${box.registryHost}/acme/shop/nothing` }),
  },
  {
    fault: 'a registry that fails while it lists',
    step: 'registryAnswer',
    code: 'serverError',
    faults: () => [status(500, /tags\/list/)],
  },
];

function setAccess(box: Box, path: string, access: 'enabled' | 'private' | 'disabled'): void {
  const project = findProject(box.world, path);
  assert.ok(project);
  project.registryAccess = access;
}

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`Diagnosing, ${kind} registry`, () => {
    let box: Box;
    before(async () => {
      box = await startBox({ kind });
    });
    after(() => box.close());
    afterEach(() => {
      box.knobs.faults = [];
      setAccess(box, 'acme/shop', 'enabled');
      setAccess(box, 'acme-open/site', 'enabled');
    });

    async function run(one: Case): Promise<readonly DiagnosisResult[]> {
      one.prepare?.(box);
      box.knobs.faults = [...(one.faults?.(box) ?? [])];
      const token = (): Promise<string> => Promise.resolve(box.tokens[one.token ?? 'maintainer']);
      const identity = {
        instanceUrl: box.url,
        credential: 'accessToken',
        username: 'maintainer',
        token,
      } as const;
      const target = {
        ...(one.target?.(box) ?? web(box)),
        identity: { ...identity, ...one.identity?.(box) },
      };
      const options = { http, signal: new AbortController().signal, onStep: () => undefined };
      return diagnose(target, options);
    }

    for (const one of cases)
      it(`names the step for: ${one.fault}`, async () => {
        const results = await run(one);
        const failed = results.find(({ outcome }) => outcome === 'failed');
        assert.equal(failed?.step, one.step, failed?.failure?.message);
        if (one.code !== undefined) assert.equal(failed?.failure?.details.code, one.code);
        if (one.trouble !== undefined)
          assert.ok(results.some(({ troubles }) => troubles?.includes(one.trouble ?? 'tooDeep')));
        const at = results.findIndex(({ outcome }) => outcome === 'failed');
        const rest = at < 0 ? [] : results.slice(at + 1);
        assert.ok(rest.every(({ outcome }) => outcome === 'notChecked'));
        assert.ok(results.slice(0, at).every(({ outcome }) => outcome !== 'failed'));
      });

    it('tells a plain registry from one with a metadata database', async () => {
      const results = await run({ fault: 'none', step: undefined });
      const isPlain = results.some(({ troubles }) => troubles?.includes('plainRegistry'));
      assert.equal(isPlain, kind === 'legacy');
    });

    it('can be cancelled', async () => {
      const leaving = new AbortController();
      const token = (): Promise<string> => Promise.resolve(box.tokens.maintainer);
      const identity = { instanceUrl: box.url, credential: 'accessToken', username: '', token } as const;
      const options = { http, signal: leaving.signal, onStep: () => leaving.abort() };
      await assert.rejects(diagnose({ identity }, options), (error) => Failure.is(error, 'cancelled'));
    });

    it('writes a report in which every step stands and no secret does', async () => {
      const { diagnosisReport } = await import('../../../src/commands/connections/diagnosisText.ts');
      for (const one of cases) {
        const results = await run(one);
        box.knobs.faults = [];
        const report = diagnosisReport({ instanceUrl: box.url, credential: 'accessToken' }, results);
        assert.equal(report.match(/^\S.*: (passed|FAILED|not checked|not applicable)/gm)?.length, 10, report);
        for (const token of [...Object.values(box.tokens), 'token-that-is-wrong'])
          assert.ok(!report.includes(token), report);
      }
    });
  });

describe('Diagnosing TLS', () => {
  it('names it for a certificate that nobody trusts', async () => {
    const box = await startBox({ tls: true });
    try {
      const identity = {
        instanceUrl: box.url,
        credential: 'accessToken',
        username: '',
        token: () => Promise.resolve(box.tokens.maintainer),
      } as const;
      const options = { http, signal: new AbortController().signal, onStep: () => undefined };
      const results = await diagnose({ identity }, options);
      const failed = results.find(({ outcome }) => outcome === 'failed');
      assert.equal(failed?.step, 'tls');
      assert.equal(failed.failure?.details.code, 'tlsUntrusted');
      assert.deepEqual(failed.troubles, ['selfSigned']);
    } finally {
      await box.close();
    }
  });
});
