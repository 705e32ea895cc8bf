import { readGitConfig, type GitConfigEntry } from '../domain/accounts/gitConfig.ts';
import { includedPath, isAbsolutePath, type GitSurroundings } from '../domain/accounts/gitIncludes.ts';
import { branchOfHead } from '../domain/accounts/gitRemotes.ts';
import { readSshConfig, type SshLine } from '../domain/accounts/sshConfig.ts';

/** Files as somebody else reads them. Paths have `/`, on Windows a drive in front: `C:/src/app`. */
export interface GitFiles {
  /** `undefined` for what is not there, or is no file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** The person's home folder; `undefined` where these files are not on this computer. */
  readonly home: string | undefined;
}

/** What a folder's git repository says, with what the person's own configuration says before it. */
export interface GitRepository {
  /** In the order in which git reads them: what comes later wins. */
  readonly entries: readonly GitConfigEntry[];
  /** `undefined` when no branch is checked out. */
  readonly branch: string | undefined;
}

/** How many folders above an opened one are searched for its git repository. */
const levels = 10;
/** How deep files include each other. Source: git, config.c, `MAX_INCLUDE_DEPTH`. */
const deepest = 10;

/** The git repository that a folder is in, a worktree or submodule, too. No program is started. `undefined` where there is none. */
export async function gitRepositoryAbove(
  folder: string,
  files: GitFiles,
): Promise<GitRepository | undefined> {
  let current = withSlashes(folder).replace(/\/$/, '');
  for (let level = 0; level < levels && current !== ''; level += 1) {
    const directory = await gitDirectoryIn(current, files);
    if (directory !== undefined) return readRepository(directory, files);
    current = current.slice(0, Math.max(current.lastIndexOf('/'), 0));
  }
  return undefined;
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

interface GitDirectory {
  readonly own: string;
  /** Of a worktree, that of the repository itself; it holds the configuration. */
  readonly common: string;
}

async function gitDirectoryIn(folder: string, { read }: GitFiles): Promise<GitDirectory | undefined> {
  const inside = `${folder}/.git`;
  if ((await read(`${inside}/config`)) !== undefined) return { own: inside, common: inside };
  const link = linkOf(await read(inside));
  if (link === undefined) return undefined;
  const own = joined(folder, link);
  const common = (await read(`${own}/commondir`))?.trim();
  return { own, common: common === undefined || common === '' ? own : joined(own, withSlashes(common)) };
}

/** `gitdir: PATH`. Source: gitrepository-layout(5). */
function linkOf(text: string | undefined): string | undefined {
  const [, path = ''] = /^gitdir:[ \t]*(\S[^\n]{0,4000})/.exec(text ?? '') ?? [];
  return path === '' ? undefined : withSlashes(path.trimEnd());
}

/** Without `.` and `..`; an absolute second part stands alone. */
function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (isAbsolutePath(path) ? path : `${folder}/${path}`).split('/')) {
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '.' && part !== '..' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}

async function readRepository({ own, common }: GitDirectory, files: GitFiles): Promise<GitRepository> {
  const branch = branchOfHead((await files.read(`${own}/HEAD`)) ?? '');
  const surroundings = { gitDirectory: own, home: files.home, branch };
  const { home } = files;
  const paths = [
    ...(home === undefined ? [] : ['/etc/gitconfig', `${home}/.config/git/config`, `${home}/.gitconfig`]),
    `${common}/config`,
  ];
  const entries: GitConfigEntry[] = [];
  for (const path of paths) entries.push(...(await entriesOf(path, { files, surroundings, depth: 0 })));
  if (
    entries.some(
      ({ section, key, value }) => section === 'extensions' && key === 'worktreeconfig' && value !== 'false',
    )
  )
    entries.push(...(await entriesOf(`${own}/config.worktree`, { files, surroundings, depth: 0 })));
  return { entries, branch };
}

/** Included files stand in the place of their include. */
async function entriesOf(
  path: string,
  at: { readonly files: GitFiles; readonly surroundings: GitSurroundings; readonly depth: number },
): Promise<readonly GitConfigEntry[]> {
  const { files, surroundings, depth } = at;
  const entries: GitConfigEntry[] = [];
  for (const entry of readGitConfig((await files.read(path)) ?? '') ?? []) {
    entries.push(entry);
    const included = includedPath(entry, path, surroundings);
    if (included !== undefined && depth < deepest)
      entries.push(...(await entriesOf(joined('', withSlashes(included)), { ...at, depth: depth + 1 })));
  }
  return entries;
}

/** What the person's ssh knows of hosts, with the files that it includes by name. Source: ssh_config(5), "Include". */
export async function sshHosts({ read, home }: GitFiles): Promise<readonly SshLine[]> {
  if (home === undefined) return [];
  const folder = `${home}/.ssh`;
  const linesOf = async (path: string, depth: number): Promise<readonly SshLine[]> => {
    const lines: SshLine[] = [];
    for (const line of readSshConfig((await read(path)) ?? '')) {
      if (line.keyword !== 'include') lines.push(line);
      else if (depth < deepest)
        for (const value of line.values)
          lines.push(...(await linesOf(joined(folder, value.replace(/^~(?=\/)/, home)), depth + 1)));
    }
    return lines;
  };
  return linesOf(`${folder}/config`, 0);
}
