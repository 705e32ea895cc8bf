import * as v from 'valibot';
import type { SecretPlace } from '../credentials/secretStore.ts';
import { credentialKinds, oauthUsername, type CredentialKind } from '../domain/accounts/credential.ts';
import type { NamedPlace } from '../domain/namedPlace.ts';

/** What is remembered of a connection. It holds no secret and is not synced between machines. */
export interface ConnectionRecord {
  /** Random; also the token's account name in the keychain. */
  readonly id: string;
  /** What the person calls it. */
  readonly name: string;
  /** As in `InstanceUrl.url`. */
  readonly instanceUrl: string;
  /** Without one it is an access token: records of earlier versions know no other. */
  readonly credential?: CredentialKind;
  /** Empty for nobody. */
  readonly username: string;
  /** Only an access token has a person, or bot, behind it. */
  readonly userId?: number;
  /** `none`: there is no token. */
  readonly tokenPlace: SecretPlace | 'none';
  /** In the GitLab Workflow extension: the id of the account whose token it is, see `SessionAccount`. */
  readonly sessionAccount?: string;
  /** An OAuth token: registries take it with a user name of its own. */
  readonly isOauth?: boolean;
  readonly tokenName?: string;
  /** `undefined` where GitLab does not tell them. */
  readonly scopes?: readonly string[];
  /** `YYYY-MM-DD`; without it the token does not expire, or GitLab does not tell. */
  readonly expiresAt?: string;
  readonly gitlabVersion?: string;
  /** Projects and repositories that the person added by name, in their order. */
  readonly places?: readonly NamedPlace[];
}

const storedPlace = v.variant('kind', [
  v.object({ kind: v.literal('project'), path: v.string() }),
  v.object({
    kind: v.literal('repository'),
    location: v.pipe(v.string(), v.includes('/')),
    projectPath: v.exactOptional(v.string()),
  }),
]);
const storedRecord = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  name: v.string(),
  instanceUrl: v.pipe(v.string(), v.regex(/^https?:\/\//)),
  credential: v.exactOptional(v.picklist(credentialKinds)),
  username: v.string(),
  userId: v.exactOptional(v.number()),
  tokenPlace: v.picklist(['keychain', 'secretStorage', 'session', 'gitlabWorkflow', 'none']),
  sessionAccount: v.exactOptional(v.string()),
  isOauth: v.exactOptional(v.boolean()),
  tokenName: v.exactOptional(v.string()),
  scopes: v.exactOptional(v.array(v.string())),
  expiresAt: v.exactOptional(v.string()),
  gitlabVersion: v.exactOptional(v.string()),
  places: v.exactOptional(v.array(storedPlace)),
});

/** Reads what an earlier session (perhaps of another version) has stored. What cannot be read is left out and counted. */
export function decodeRecords(stored: unknown): {
  readonly records: readonly ConnectionRecord[];
  readonly unreadable: number;
} {
  const rows: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const records: ConnectionRecord[] = [];
  for (const row of rows) {
    const result = v.safeParse(storedRecord, row);
    if (result.success) records.push(result.output);
  }
  return { records, unreadable: rows.length - records.length };
}

/** The user name with which a registry takes a connection's token. */
export function registryUsername({
  username,
  isOauth,
}: Pick<ConnectionRecord, 'username' | 'isOauth'>): string {
  return isOauth === true ? oauthUsername : username;
}
