import { Failure } from '../base/failure.ts';
import { isUnclear } from '../base/sent.ts';
import { isOpaque } from '../domain/accounts/access.ts';
import type { Account } from '../domain/accounts/account.ts';
import type { RotationOutcome, RotationRefusal, TokenFacts } from '../domain/accounts/rotation.ts';
import { tokenOwnerOf } from '../domain/accounts/tokenOwner.ts';
import { createGitlabClient, type GitlabClient } from '../gitlab/client.ts';
import { known } from '../gitlab/decode.ts';
import type { RotatedToken } from '../gitlab/tokens/tokenRotation.ts';
import type { Http } from '../net/http.ts';
import type { Connections } from './connections.ts';

/** The scopes of which one is enough. Source: GitLab `lib/api/personal_access_tokens/self_rotation.rb`. */
const rotatingScopes = ['api', 'self_rotate'];

/** Replaces a connection's access token by its successor, in such a way that no token is lost without a word. */
export class TokenRotation {
  readonly #connections: Connections;
  readonly #http: Http;

  constructor(connections: Connections, http: Http) {
    this.#connections = connections;
    this.#http = http;
  }

  /**
   * Everything that can fail before it costs anything: the token's place can be written, the token is alive (to send a rotation with a
   * dead one would kill its successor), and has a scope that is enough. Rejects with `tokenMissing`, `keychainUnavailable`,
   * `tokenInvalid`, `insufficientScope`, `credentialKind`, or `unsupported` where GitLab does not even describe the token.
   */
  async prepare(connectionId: string, signal: AbortSignal): Promise<TokenFacts> {
    const { credential = 'accessToken', tokenPlace } = this.#connections.get(connectionId);
    if (credential !== 'accessToken')
      throw new Failure('denied', 'no access token', { code: 'credentialKind', credential });
    if (tokenPlace === 'gitlabWorkflow')
      throw new Failure('denied', 'another extension renews it', {
        code: 'credentialKind',
        keptBy: tokenPlace,
      });
    await this.#connections.provePlace(connectionId);
    const info = await this.#clientOf(connectionId).tokenInfo({ signal });
    if (info === undefined)
      throw new Failure('invalid', 'GitLab does not tell the token', { code: 'unsupported' });
    if (!isOpaque(info.scopes) && !info.scopes.some((scope) => rotatingScopes.includes(scope)))
      throw new Failure('denied', 'the token cannot rotate itself', {
        code: 'insufficientScope',
        scope: 'api',
      });
    return info;
  }

  /**
   * Rotates once and stores the new token where the old one was, or else in this window's memory. Without `expiresAt` GitLab chooses.
   * Rejects when GitLab refused the token itself. It cannot be cancelled: the answer would be lost, and the connection with it.
   */
  async rotate(
    connectionId: string,
    expiresAt: string | undefined,
  ): Promise<RotationOutcome | RotationRefusal> {
    const client = this.#clientOf(connectionId);
    const { username } = this.#connections.get(connectionId);
    let next: RotatedToken;
    try {
      next = await client.rotateToken(tokenOwnerOf(username), expiresAt);
    } catch (error) {
      return withoutToken(client, Failure.from(error));
    }
    return this.#keep(connectionId, next);
  }

  async #keep(connectionId: string, next: RotatedToken): Promise<RotationOutcome> {
    const record = this.#connections.get(connectionId);
    const { credential, userId, username, tokenName, gitlabVersion } = record;
    const { scopes = record.scopes, expiresAt } = next;
    const told = { credential, userId, username, tokenName, gitlabVersion, scopes, expiresAt };
    const account: Account = known(told);
    const { token } = next;
    try {
      await this.#connections.replaceToken(connectionId, { token, account, place: record.tokenPlace });
      return { result: 'rotated', account };
    } catch (error) {
      // The dead token may be left in a place that does not answer; the failure that counts is the first.
      await this.#connections
        .replaceToken(connectionId, { token, account, place: 'session' })
        .catch(() => undefined);
      return { result: 'notKept', token, account, failure: Failure.from(error) };
    }
  }

  #clientOf(connectionId: string): GitlabClient {
    const { instanceUrl } = this.#connections.get(connectionId);
    const token = (): Promise<string> => this.#connections.token(connectionId);
    return createGitlabClient({ instanceUrl, token, http: this.#http });
  }
}

/** What a rotation came to whose answer has no token: the old one, asked for itself, tells. */
async function withoutToken(
  client: GitlabClient,
  failure: Failure,
): Promise<RotationOutcome | RotationRefusal> {
  if (failure.details.code === 'unsupported') return { result: 'unsupported' };
  if (failure.details.code === 'badInput') return { result: 'refused', failure };
  if (!isUnclear(failure)) throw failure;
  try {
    const info = await client.tokenInfo();
    return { result: 'unclear', old: info === undefined ? 'unknown' : 'kept', failure };
  } catch (error) {
    return { result: 'unclear', old: Failure.is(error, 'unauthorized') ? 'lost' : 'unknown', failure };
  }
}
