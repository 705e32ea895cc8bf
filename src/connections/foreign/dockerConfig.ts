import { trimEndOf } from '../../base/cut.ts';
import * as v from 'valibot';
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

const text = v.optional(v.string());
const configShape = v.object({
  auths: v.nullish(
    v.record(
      v.string(),
      v.nullable(v.object({ auth: text, username: text, password: text, identitytoken: text })),
    ),
  ),
  credHelpers: v.nullish(v.record(v.string(), v.string())),
  credsStore: v.nullish(v.string()),
});

type Auth = Readonly<Partial<Record<'auth' | 'username' | 'password' | 'identitytoken', string | undefined>>>;

/**
 * Reads docker's `config.json` or podman's `auth.json`; `undefined` for what is neither. A helper of a registry goes before the store
 * of all, and both before what stands in the file. Sources: docker `cli/config/configfile/file.go`, containers-auth.json(5).
 */
export function readDockerConfig(json: string): DockerConfig | undefined {
  const parsed = v.safeParse(configShape, parseJson(json));
  if (!parsed.success) return undefined;
  const { auths, credHelpers, credsStore } = parsed.output;
  const helpers = new Map(Object.entries(credHelpers ?? {}).filter(([, helper]) => helper !== ''));
  const store = credsStore ?? '';
  const known = Object.entries(auths ?? {}).filter(([server]) => !helpers.has(server));
  const entries = [
    ...[...helpers].map(([server, helper]) => ({ server, kept: { kind: 'helper', helper } as const })),
    ...known.map(([server, auth]) => ({ server, kept: secretOf(auth ?? {}, store) })),
  ];
  const isUnknown = store !== '' && known.length === 0;
  return { entries, ...(isUnknown && { storeToList: store }) };
}

function secretOf({ auth = '', identitytoken = '', ...loose }: Auth, store: string): DockerSecret {
  if (identitytoken !== '') return { kind: 'identityToken' };
  if (auth !== '') return pairOf(auth);
  const { username = '', password = '' } = loose;
  if (username !== '' && password !== '') return { kind: 'pair', username, secret: password };
  return store === '' ? { kind: 'none' } : { kind: 'helper', helper: store };
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
