import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { selfSignedCertificate } from './certificate.ts';

/** What GitLab signs registry tokens with, and what a registry checks them against. */
export interface TokenKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** libtrust key id, as in the `kid` of every token. */
  readonly keyId: string;
  /** Self-signed certificate of the public key: the registry's `rootcertbundle`. */
  readonly certificatePem: string;
  /** The `iss` of every token. */
  readonly issuer: string;
}

/** What a token allows on one repository. Actions: `pull`, `push`, `delete`, `*`. */
export interface TokenAccess {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
  /** Source: facts on `/jwt/auth` (container_registry_authentication_service.rb). */
  readonly meta?: {
    readonly project_path?: string;
    readonly project_id?: number;
    readonly root_namespace_id?: number;
    /** RE2 patterns, searched unanchored, of the tag names that this action is refused for. */
    readonly tag_deny_access_patterns?: Readonly<Partial<Record<'push' | 'delete', readonly string[]>>>;
    /** RE2 patterns, searched unanchored, of the tag names that nobody may move or delete. */
    readonly tag_immutable_patterns?: readonly string[];
  };
}

/** Claims of a registry token. Times are in seconds since 1970. */
export interface TokenClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly access: readonly TokenAccess[];
  readonly auth_type?: string;
  readonly user?: string;
}

/** Clock difference that is forgiven, in seconds, as in Docker distribution (registry/auth/token, `Leeway`). */
const leeway = 60;

/** Fresh RSA keys with everything both ends need. */
export function createTokenKeys(issuer = 'gitlab-issuer'): TokenKeys {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey,
    publicKey,
    keyId: libtrustKeyId(publicKey),
    certificatePem: selfSignedCertificate(privateKey, issuer),
    issuer,
  };
}

/**
 * Docker libtrust's id of a key: SHA-256 of its DER form, the first 240 bits in base32, in groups of four, such as
 * `ABCD:EFGH:…` (12 groups).
 */
export function libtrustKeyId(key: KeyObject): string {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  const hash = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const bits = [...hash.subarray(0, 30)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(five, 2)),
  );
  return (letters.join('').match(/.{4}/g) ?? []).join(':');
}

/** An RS256 JSON web token of the claims, as they are. */
export function signToken(keys: TokenKeys, claims: TokenClaims): string {
  const head = `${encode({ typ: 'JWT', alg: 'RS256', kid: keys.keyId })}.${encode(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), keys.privateKey).toString('base64url')}`;
}

/**
 * The claims of a token signed with these keys and valid at `now` (ms since 1970), else undefined. The audience is the
 * caller's to check.
 */
export function verifyToken(keys: TokenKeys, token: string, now: number): TokenClaims | undefined {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isOurHeader(keys, decode(header))) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('sha256', signed, keys.publicKey, Buffer.from(signature, 'base64url'))) return undefined;
  const claims = decode(payload) as TokenClaims;
  return claims.iss === keys.issuer && isCurrent(claims, now / 1000) ? claims : undefined;
}

function isOurHeader(keys: TokenKeys, header: unknown): boolean {
  const { alg, kid } = (header ?? {}) as { readonly alg?: unknown; readonly kid?: unknown };
  return alg === 'RS256' && kid === keys.keyId;
}

function isCurrent(claims: TokenClaims, seconds: number): boolean {
  return claims.nbf - leeway <= seconds && seconds <= claims.exp + leeway;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
