import assert from 'node:assert/strict';
import { Failure } from '../../src/base/failure.ts';
import { Catalog } from '../../src/catalog/lists/catalog.ts';
import { openAccess } from '../../src/wiring/openAccess.ts';
import type { Policies } from '../../src/catalog/cleanup/policies.ts';
import type { AccessChange, ProjectAccess } from '../../src/catalog/access/projectAccess.ts';
import { createClients, type ClientPool } from '../../src/connections/clients.ts';
import type { Connections } from '../../src/connections/connections.ts';
import type { ProjectAddress } from '../../src/domain/cleanup/policyProject.ts';
import type { CredentialKind } from '../../src/domain/accounts/credential.ts';
import type { ProtectionRule } from '../../src/domain/access/rule.ts';
import { refuseWrites } from '../../src/net/refuseWrites.ts';
import { startBox, type Box, type BoxOptions } from '../gitlab/box.ts';
import type { TokenName } from '../gitlab/seed/people.ts';
import { projectAt } from './callBox.ts';
import { testHttp } from './httpServer.ts';

const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
const nothing = { dispose: () => undefined };

/** A signal that never fires. */
export const never = new AbortController().signal;

/** Where the rules of the tests are. */
export const address: ProjectAddress = { connectionId: 'c', projectPath: 'acme/shop' };

/** Both levels of a rule. */
export const both = {
  minimumAccessLevelForPush: 'MAINTAINER',
  minimumAccessLevelForDelete: 'OWNER',
} as const;

/** Who looks, and how. */
interface Visit extends BoxOptions {
  readonly as?: TokenName | 'nobody';
  readonly scopes?: readonly string[];
  readonly isReadOnly?: boolean;
}

/** A box, and access to its projects as the extension puts it together. */
export class AccessBench {
  box!: Box;
  catalog!: Catalog;
  policies!: Policies;
  access!: ProjectAccess;
  clients!: ReturnType<typeof createClients>;
  readonly forgotten: ProjectAddress[] = [];
  readonly changes: AccessChange[] = [];

  /** Starts a box and opens its projects for somebody. */
  async start({ as, scopes, isReadOnly, ...options }: Visit = {}): Promise<ProjectAccess> {
    this.box = await startBox(options);
    return this.visit({ ...(as && { as }), ...(scopes && { scopes }), isReadOnly: isReadOnly === true });
  }

  /** Opens the projects of the same box for somebody else. */
  visit({ as = 'maintainer', scopes = ['api'], isReadOnly }: Visit): ProjectAccess {
    const instanceUrl = this.box.url;
    const http = refuseWrites(testHttp({ now: Date.now }).http, () => isReadOnly === true);
    const credential: CredentialKind = as === 'nobody' ? 'anonymous' : 'accessToken';
    const token = () => Promise.resolve(as === 'nobody' ? '' : this.box.tokens[as]);
    this.clients = createClients({ instanceUrl, credential, username: as, token }, http);
    const clients = { of: () => this.clients } as unknown as ClientPool;
    const connections = {
      onDidChange: () => nothing,
      onDidChangeAccess: () => nothing,
      get: () => ({ instanceUrl, credential, scopes: as === 'nobody' ? undefined : scopes }),
      list: () => [],
    } as unknown as Connections;
    this.catalog = new Catalog(connections, clients, http, log);
    const { access, policies } = openAccess(this.catalog, { clients, connections, http, log });
    policies.onDidForget((one) => this.forgotten.push(one));
    access.onDidChange((change) => this.changes.push(change));
    this.policies = policies;
    this.access = access;
    return access;
  }

  async close(): Promise<void> {
    assert.deepEqual(this.box.log.unknownRequests, []);
    await this.box.close();
  }

  /** The project of the tests, as GitLab has it. */
  shop() {
    return projectAt(this.box, 'acme/shop');
  }

  /** A rule of each kind, and an immutable one. */
  protect(): void {
    this.shop().tagRules.push(
      {
        id: 71,
        tagNamePattern: '^1\\.',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'owner',
      },
      { id: 72, tagNamePattern: 'forever' },
    );
    this.shop().repositoryRules.push({
      id: 81,
      repositoryPathPattern: 'acme/shop/w*',
      minimumAccessLevelForDelete: 'admin',
    });
  }

  /** The first rule of tags as the person sees it. */
  async firstTagRule(): Promise<ProtectionRule> {
    const { rules } = await this.access.project(address, never);
    const [rule] = rules.tag.code === 'listed' ? rules.tag.rules : [];
    return rule ?? assert.fail('no rule');
  }
}

/** What something fails with. */
export function failureOf(asked: Promise<unknown>): Promise<Failure> {
  return asked.then(
    () => assert.fail('did not fail'),
    (error: unknown) => Failure.from(error),
  );
}
