import { readSimpleYaml, type SimpleYamlMap } from './simpleYaml.ts';

/** What glab keeps for one host. */
export interface GlabHost {
  readonly host: string;
  /** Where glab sends the token; not checked yet. */
  readonly address: string;
  readonly username?: string;
  readonly credential: GlabCredential;
}

/**
 * `elsewhere`: the token is in the keychain of the system, where glab puts it with `--use-keyring`. `isOauth`: it lives two hours, and
 * only glab can renew it. `expired`: it is dead whatever the time zone.
 */
export type GlabCredential =
  | { readonly kind: 'accessToken' | 'jobToken'; readonly secret: string; readonly isOauth: boolean }
  | { readonly kind: 'elsewhere' | 'expired' };

/** The greatest distance of a time zone from UTC, in ms. */
const zoneMs = 14 * 3_600_000;

/**
 * The hosts of glab's `config.yml` with a token; `undefined` for a file that is no such configuration. Hosts that nobody signed in to
 * are left out. Source: glab, `internal/config/config.yaml.lock`, `internal/oauth2/config.go` and `internal/api/client.go`.
 */
export function glabHosts(text: string, now: number): readonly GlabHost[] | undefined {
  const config = readSimpleYaml(text);
  const hosts = config?.get('hosts') ?? '';
  if (config !== undefined && hosts === '') return [];
  if (!(hosts instanceof Map)) return undefined;
  const read: GlabHost[] = [];
  for (const [host, entry] of hosts as SimpleYamlMap) {
    if (entry === '') continue;
    if (!(entry instanceof Map)) return undefined;
    const one = hostOf(host, entry as SimpleYamlMap, now);
    if (one !== undefined) read.push(one);
  }
  return read;
}

function hostOf(host: string, entry: SimpleYamlMap, now: number): GlabHost | undefined {
  const text = (name: string): string => {
    const value = entry.get(name);
    return typeof value === 'string' ? value : '';
  };
  const username = text('user');
  const credential = credentialOf(text, now);
  if (credential === undefined) return undefined;
  const protocol = text('api_protocol') || 'https';
  const address = `${protocol}://${text('api_host') || host}`;
  return { host, address, credential, ...(username !== '' && { username }) };
}

/** glab asks for them in this order; a host without a token has one in the keychain, or somebody who once signed in. */
function credentialOf(text: (name: string) => string, now: number): GlabCredential | undefined {
  const token = text('token');
  if (text('is_oauth2') === 'true' && token !== '') {
    const isDead = isSurelyOver(text('oauth2_expiry_date'), now);
    return isDead ? { kind: 'expired' } : { kind: 'accessToken', secret: token, isOauth: true };
  }
  const job = text('job_token');
  if (job !== '') return { kind: 'jobToken', secret: job, isOauth: false };
  if (token !== '') return { kind: 'accessToken', secret: token, isOauth: false };
  return text('user') === '' ? undefined : { kind: 'elsewhere' };
}

/**
 * Whether a time as glab writes it (RFC 822: `27 Nov 26 22:31 CET`) is over. An abbreviation says little about its zone, so that only UTC
 * is taken at its word; what cannot be read is not over.
 */
export function isSurelyOver(time: string, now: number): boolean {
  const [match, day = '', month = '', year = '', clock = '', zone = ''] =
    /^(\d{2}) ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}) (\S+)$/.exec(time) ?? [];
  if (match === undefined) return false;
  const at = Date.parse(`${day} ${month} 20${year} ${clock}:00 UTC`);
  return at + (zone === 'UTC' || zone === 'GMT' ? 0 : zoneMs) < now;
}
