import { trimEndOf } from '../../base/cut.ts';
import { parseJson } from '../../base/parseJson.ts';

/** What a container tool's configuration says about one registry. `server` is its own name for it. */
export interface DockerEntry {
  readonly server: string;
  readonly kept: DockerSecret;
}

/** `helper`: a program has it, by its name without `docker-credential-`; `none`: only the name is there. */
export type DockerSecret =
  | { readonly kind: 'pair'; readonly username: string; readonly secret: string }
  | { readonly kind: 'helper'; readonly helper: string }
  | { readonly kind: 'identityToken' | 'malformed' | 'none' };

/** The part of a container tool's configuration that is about sign-ins. */
export interface DockerConfig {
  readonly entries: readonly DockerEntry[];
  /** The program that keeps all sign-ins, when nothing says which there are. */
  readonly storeToList?: string;
}

/**
 * Reads docker's `config.json` or podman's `auth.json`; `undefined` for what is neither. A helper of a registry goes before the store
 * of all, and both before what stands in the file. As Go reads them: fields in any case of letters, `null` for an empty text. An odd entry is
 * malformed alone. Sources: docker `cli/config/configfile/file.go`, containers-auth.json(5), Go's `encoding/json`.
 */
export function readDockerConfig(json: string): DockerConfig | undefined {
  const parsed = parseJson(json);
  if (!isObject(parsed)) return undefined;
  const [auths, credHelpers] = [fieldOf(parsed, 'auths'), fieldOf(parsed, 'credHelpers')];
  const store = fieldOf(parsed, 'credsStore') ?? '';
  if (![auths, credHelpers].every(isObjectOrNothing) || typeof store !== 'string') return undefined;
  const helpers = new Map(
    Object.entries(credHelpers ?? {}).filter(([, helper]) => helper !== '' && helper !== null),
  );
  const known = Object.entries(auths ?? {}).filter(([server]) => !helpers.has(server));
  const entries = [
    ...[...helpers].map(([server, helper]) => ({ server, kept: helperOf(helper) })),
    ...known.map(([server, auth]) => ({ server, kept: secretOf(auth, store) })),
  ];
  const isUnknown = store !== '' && known.length === 0;
  return { entries, ...(isUnknown && { storeToList: store }) };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectOrNothing(value: unknown): value is JsonObject | null | undefined {
  return value === undefined || value === null || isObject(value);
}

/** The exact name wins, then the last in other letters. */
function fieldOf(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  return Object.entries(object).findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function helperOf(helper: unknown): DockerSecret {
  return typeof helper === 'string' ? { kind: 'helper', helper } : { kind: 'malformed' };
}

function secretOf(entry: unknown, store: string): DockerSecret {
  const texts = textsOf(entry, ['identitytoken', 'auth', 'username', 'password']);
  if (texts === undefined) return { kind: 'malformed' };
  const [identitytoken = '', auth = '', ...pair] = texts;
  if (identitytoken !== '') return { kind: 'identityToken' };
  return auth === '' ? looseOf(pair, store) : pairOf(auth);
}

/** User name and password as they are, else what the store of all has. */
function looseOf([username = '', password = '']: readonly string[], store: string): DockerSecret {
  if (username !== '' && password !== '') return { kind: 'pair', username, secret: password };
  return store === '' ? { kind: 'none' } : { kind: 'helper', helper: store };
}

/** Fields of an entry, empty where they are missing or `null`; `undefined` when one is something else than text. */
function textsOf(entry: unknown, names: readonly string[]): readonly string[] | undefined {
  if (!isObjectOrNothing(entry)) return undefined;
  const values = names.map((name) => fieldOf(entry ?? {}, name) ?? '');
  return values.every((value) => typeof value === 'string') ? values : undefined;
}

/** `user:password` in base64; docker pads with zeros. */
function pairOf(auth: string): DockerSecret {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth.trim())) return { kind: 'malformed' };
  const pair = Buffer.from(auth.trim(), 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const username = pair.slice(0, colon);
  const secret = trimEndOf(pair.slice(colon + 1), '\0');
  const isSound = colon > 0 && secret !== '' && [username, secret].every(isHeaderText);
  return isSound ? { kind: 'pair', username, secret } : { kind: 'malformed' };
}

/** Whether a text can be a user name or secret of HTTP: visible ASCII, as every name and token of GitLab. */
export function isHeaderText(text: string): boolean {
  return text.length < 10_000 && /^[\u0021-\u007e]+$/.test(text);
}
