import * as v from 'valibot';
import type { SecretPlace } from '../credentials/secretStore.ts';

/** What is remembered of a connection. It holds no secret and is not synced between machines. */
export interface ConnectionRecord {
  /** Random; also the token's account name in the keychain. */
  readonly id: string;
  /** What the person calls it. */
  readonly name: string;
  /** As in `InstanceUrl.url`. */
  readonly instanceUrl: string;
  readonly username: string;
  readonly userId: number;
  readonly tokenPlace: SecretPlace;
  readonly tokenName?: string;
  /** `undefined` where GitLab does not tell them. */
  readonly scopes?: readonly string[];
  /** `YYYY-MM-DD`; without it the token does not expire, or GitLab does not tell. */
  readonly expiresAt?: string;
  readonly gitlabVersion?: string;
}

const storedRecord = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  name: v.string(),
  instanceUrl: v.pipe(v.string(), v.regex(/^https?:\/\//)),
  username: v.string(),
  userId: v.number(),
  tokenPlace: v.picklist(['keychain', 'secretStorage', 'session']),
  tokenName: v.exactOptional(v.string()),
  scopes: v.exactOptional(v.array(v.string())),
  expiresAt: v.exactOptional(v.string()),
  gitlabVersion: v.exactOptional(v.string()),
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
