import { isAbsolute, join } from 'node:path';
import type { ForeignTool } from '../../domain/foreign/foreignSignIn.ts';

/** Where tools are installed to, as far as their configuration files depend on it. Arguments, so that nothing global is needed. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** The person's home folder. */
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Files of one tool, of which it reads the first that is there, or each. */
export interface ForeignFiles {
  readonly tool: Extract<ForeignTool, 'glab' | 'docker' | 'podman'>;
  readonly paths: readonly string[];
  readonly reads: 'first' | 'each';
}

/**
 * Where glab, docker and podman keep their sign-ins, in the order in which each looks. Sources: glab `internal/config/config_file.go`
 * with the XDG folders of each system, docker `cli/config/config.go`, containers-auth.json(5).
 */
export function foreignFiles({ environment, home, platform }: Surroundings): readonly ForeignFiles[] {
  const folder = (name: string): readonly string[] => [environment[name] ?? ''].filter(isAbsolute);
  const config = [...folder('XDG_CONFIG_HOME'), join(home, '.config')];
  const ofSystem: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    darwin: [join(home, 'Library', 'Application Support')],
    win32: folder('LOCALAPPDATA'),
  };
  const [glab] = folder('GLAB_CONFIG_DIR');
  const glabFolders =
    glab === undefined
      ? [join(home, '.config'), ...config, ...(ofSystem[platform] ?? [])].map((one) => join(one, 'glab-cli'))
      : [glab];
  const docker = folder('DOCKER_CONFIG')[0] ?? join(home, '.docker');
  const podman = [
    ...folder('REGISTRY_AUTH_FILE'),
    ...[...folder('XDG_RUNTIME_DIR'), ...config].map((one) => join(one, 'containers', 'auth.json')),
  ];
  const all: readonly ForeignFiles[] = [
    { tool: 'glab', paths: glabFolders.map((one) => join(one, 'config.yml')), reads: 'first' },
    { tool: 'docker', paths: [join(docker, 'config.json')], reads: 'first' },
    { tool: 'podman', paths: podman, reads: 'each' },
  ];
  const seen = new Set<string>();
  return all.map((files) => ({
    ...files,
    paths: files.paths.filter((path) => !seen.has(path) && seen.add(path)),
  }));
}

/** A path as people write it: below their home with `~`. */
export function shownPath(path: string, { home }: Pick<Surroundings, 'home'>): string {
  const isBelow = path.startsWith(home) && /^[\\/]/.test(path.slice(home.length));
  return isBelow ? `~${path.slice(home.length)}` : path;
}
