import { trimEndOf } from '../../base/cut.ts';

/** The GitLab project that a git remote points at. */
export interface RemoteProject {
  /** `host[:port]` for http remotes, `host` for ssh (whose port says nothing about the web server), lower case. */
  readonly host: string;
  /** `group/sub-group/project`, without `.git`; a relative root of the instance is still in front for http remotes. */
  readonly path: string;
  readonly transport: 'http' | 'ssh';
}

const patterns: readonly (readonly [RegExp, RemoteProject['transport']])[] = [
  [/^https?:\/\/(?:[^@/]*@)?([^/]+)\/(.+)$/i, 'http'],
  [/^(?:git\+)?ssh:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i, 'ssh'],
  [/^(?:[\w.-]+@)?([\w.-]+|\[[0-9a-f:]+\]):(?!\/\/)\/?(.+)$/i, 'ssh'],
];

/**
 * Reads a remote's URL. Examples: `git@host:a/b/c.git`, `ssh://git@host:2222/a/b.git`, `https://user@host:8443/root/a/b.git`.
 * `undefined` for local paths and for anything else that names no host or no `group/project`.
 */
export function parseGitRemote(url: string): RemoteProject | undefined {
  const trimmed = url.trim();
  if (/^[a-z]:[\\/]/i.test(trimmed)) return undefined;
  for (const [pattern, transport] of patterns) {
    const match = pattern.exec(trimmed);
    if (match === null) continue;
    const [, host = '', rest = ''] = match;
    const path = trimEndOf(rest.replace(/[?#].*/s, ''), '/')
      .replace(/\.git$/, '')
      .replace(/^\/+/, '');
    return path.includes('/') && !/\s|\.\./.test(path)
      ? { host: host.toLowerCase(), path, transport }
      : undefined;
  }
  return undefined;
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

/** The instance that a remote suggests: https on its host. `undefined` for hosts that are known not to be a GitLab. */
export function instanceOfRemote(remote: RemoteProject): string | undefined {
  const host = remote.transport === 'ssh' ? remote.host.replace(/^altssh\./, '') : remote.host;
  return otherForges.includes(host) ? undefined : `https://${host}`;
}

/**
 * URLs of the remotes in the text of a `.git/config`, `origin` first, then in the order of the file. A `pushurl` counts
 * only where there is no `url`. Includes and `insteadOf` are not followed.
 */
export function remotesOfGitConfig(text: string): readonly string[] {
  const urls: { readonly name: string; readonly url: string }[] = [];
  let remote: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*(\w+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (section !== null) remote = section[1]?.toLowerCase() === 'remote' ? section[2] : undefined;
    const url = urlIn(line);
    if (remote !== undefined && url !== '' && !urls.some(({ name }) => name === remote))
      urls.push({ name: remote, url });
  }
  const isOrigin = ({ name }: { readonly name: string }): number => (name === 'origin' ? 0 : 1);
  return [...urls].sort((a, b) => isOrigin(a) - isOrigin(b)).map(({ url }) => url);
}

/** The value of `url` or `pushurl`, without quotes around it; empty for other lines and for a value with a comment. */
function urlIn(line: string): string {
  const value = /^\s*(?:push)?url\s*=([^]*)$/i.exec(line)?.[1]?.trim() ?? '';
  const bare = value.replace(/^"/, '').replace(/"$/, '');
  return /["#;]/.test(bare) ? '' : bare;
}
