import { asciiHost } from './asciiHost.ts';

/** The GitLab project that a git remote points at. */
export interface RemoteProject {
  /** `host[:port]` for http remotes, `host` for ssh (whose port says nothing about the web server), lower case. */
  readonly host: string;
  /** `group/sub-group/project`, without `.git`; a relative root of the instance is still in front for http remotes. */
  readonly path: string;
  readonly transport: 'http' | 'ssh';
  /** Of an http remote without encryption. */
  readonly isPlain?: boolean;
}

/** The longest URL that is read, in UTF-16 units. */
const longest = 4096;

const schemes: Readonly<Record<string, RemoteProject['transport']>> = {
  http: 'http',
  https: 'http',
  ssh: 'ssh',
  'git+ssh': 'ssh',
  'ssh+git': 'ssh',
  // Git's own protocol names host and path as ssh does.
  git: 'ssh',
};

/**
 * Reads a remote's URL. Examples: `git@host:a/b.git`, `ssh://git@host:2222/a/b.git`, `[git@host:2222]:a/b`, `https://user@host:8443/root/a/b`.
 * A user's name may hold `@` and `\`: the last `@` before the path counts, as for ssh itself. `undefined` for local paths and for anything
 * else that names no host or no `group/project`. Sources: git-clone(1), "GIT URLS"; git, connect.c `parse_connect_url`.
 */
export function parseGitRemote(url: string): RemoteProject | undefined {
  const text = url.trim();
  if (text.length > longest || /\s/.test(text)) return undefined;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]{0,20}):\/\//.exec(text);
  if (scheme === null) return parseScpLike(text);
  const [start, name = ''] = scheme;
  const transport = schemes[name.toLowerCase()];
  if (transport === undefined) return undefined;
  const rest = text.slice(start.length);
  const slash = rest.indexOf('/');
  if (slash < 0) return undefined;
  const authority = authorityOf(decoded(rest.slice(0, slash)));
  if (authority === undefined) return undefined;
  const isPlain = name.toLowerCase() === 'http';
  const host = transport === 'http' ? authority.host + authority.port : authority.host;
  return remoteAt(host, decoded(rest.slice(slash + 1)), { transport, ...(isPlain && { isPlain }) });
}

/** `[user@]host:path` and, with brackets, `[user@host:port]:path` and IPv6. A colon behind a slash, or behind a drive's letter, is a path's. */
function parseScpLike(text: string): RemoteProject | undefined {
  if (/^[A-Za-z]:[\\/]/.test(text)) return undefined;
  const open = text.startsWith('[') ? 0 : text.indexOf('@[') + 1;
  const close = text[open] === '[' ? text.indexOf(']', open) : -1;
  const end = hostEnd(text, Math.max(close, 0));
  if (end === undefined) return undefined;
  const inside = close < 0 ? text.slice(0, end) : text.slice(open + 1, close);
  const isAddress = close >= 0 && inside.indexOf(':') !== inside.lastIndexOf(':');
  const authority = isAddress ? addressOf(inside) : authorityOf(inside);
  return authority && remoteAt(authority.host, text.slice(end + 1), { transport: 'ssh' });
}

/** The colon that ends the host. `transport::address` is a helper's and has none. */
function hostEnd(text: string, from: number): number | undefined {
  const colon = text.indexOf(':', from);
  const slash = text.indexOf('/', from);
  const isPath = slash >= 0 && slash < colon;
  return colon <= 0 || isPath || text[colon + 1] === ':' ? undefined : colon;
}

interface Authority {
  readonly host: string;
  /** With its colon; empty without one. */
  readonly port: string;
}

function authorityOf(text: string): Authority | undefined {
  const bare = text.slice(text.lastIndexOf('@') + 1);
  const [match, host = '', port = ''] =
    /^(\[[0-9A-Fa-f:.%]{2,60}\]|[^\s:/?#@[\]\\]{1,255})(:\d{0,5})?$/.exec(bare) ?? [];
  return match === undefined ? undefined : { host, port: port === ':' ? '' : port };
}

/** IPv6 without its brackets, maybe with a user in front. */
function addressOf(text: string): Authority | undefined {
  return authorityOf(`[${text.slice(text.lastIndexOf('@') + 1)}]`);
}

/** As git decodes URLs of a scheme; what is no escape stays. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function remoteAt(
  host: string,
  rest: string,
  kind: Pick<RemoteProject, 'transport' | 'isPlain'>,
): RemoteProject | undefined {
  const path = withoutSlashes(rest.split(/[?#]/)[0] ?? '').replace(/\.git$/, '');
  const isProject =
    path.includes('/') && !/\s/.test(path) && !path.split('/').some((part) => /^\.*$/.test(part));
  return isProject ? { host: asciiHost(host), path, ...kind } : undefined;
}

function withoutSlashes(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === '/') from += 1;
  while (to > from && text[to - 1] === '/') to -= 1;
  return text.slice(from, to);
}

/**
 * The remote's project on the given instance, or `undefined` when the remote belongs to another one. A remote over ssh
 * counts when the host names agree, whatever the ports; GitLab's `altssh` and `ssh` host prefixes are recognised.
 */
export function projectOnInstance(remote: RemoteProject, instanceUrl: string): string | undefined {
  const match = /^https?:\/\/([^/]+)(\/.*)?$/i.exec(instanceUrl);
  if (match === null) return undefined;
  const [, authority = '', root = ''] = match;
  if (remote.transport === 'ssh') {
    const name = authority.toLowerCase().replace(/:\d+$/, '');
    return [name, `altssh.${name}`, `ssh.${name}`].includes(remote.host) ? remote.path : undefined;
  }
  if (remote.host.replace(/:(80|443)$/, '') !== authority.toLowerCase().replace(/:(80|443)$/, ''))
    return undefined;
  const prefix = root === '' ? '' : `${root.slice(1)}/`;
  return remote.path.startsWith(prefix) ? remote.path.slice(prefix.length) : undefined;
}

/** Forges whose remotes are common and which are certainly no GitLab. */
const otherForges = ['github.com', 'ssh.github.com', 'bitbucket.org', 'ssh.dev.azure.com', 'dev.azure.com'];

/**
 * The instance that a remote suggests: on its host, with the scheme of an http remote, else https. `undefined` for hosts that are known not
 * to be a GitLab.
 */
export function instanceOfRemote(remote: RemoteProject): string | undefined {
  const host = remote.transport === 'ssh' ? remote.host.replace(/^altssh\./, '') : remote.host;
  if (otherForges.includes(host)) return undefined;
  return `${remote.isPlain === true ? 'http' : 'https'}://${host.replace(remote.isPlain === true ? /:80$/ : /:443$/, '')}`;
}
