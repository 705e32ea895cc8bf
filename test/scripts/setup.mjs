/**
 * Gets a machine ready for the project's commands. Plain JavaScript on Node's own modules, because it runs before
 * anything is installed. Every function is quick when there is nothing to do, and says what it does otherwise.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const cache = join(root, '.vscode-test');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Debian's packages by what they are for, with the program or library that shows they are there. */
const systemPackages = {
  chromium: { program: 'chromium' },
  podman: { program: 'podman' },
  'docker.io': { program: 'docker' },
  'docker-registry': { program: 'docker-registry' },
  skopeo: { program: 'skopeo' },
  umoci: { program: 'umoci' },
  zstd: { program: 'pzstd' },
  buildah: { program: 'buildah' },
  shellcheck: { program: 'shellcheck' },
  nginx: { program: 'nginx' },
  ruby: { program: 'ruby' },
  dbus: { program: 'dbus-run-session' },
  'dbus-x11': { program: 'dbus-launch' },
  'gnome-keyring': { program: 'gnome-keyring-daemon' },
  openssl: { program: 'openssl' },
  xvfb: { program: 'xvfb-run' },
};

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/** @returns {never} */
function giveUp(text) {
  say(text);
  process.exit(1);
}

function run(command, args, cwd = root) {
  const { status, error } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', npm_config_loglevel: 'error' },
  });
  if (status !== 0) giveUp(`"${[command, ...args].join(' ')}" failed: ${error?.message ?? `exit ${status}`}`);
}

/** The program's full path, looked up in PATH. */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Installs what package-lock.json names, unless exactly that is installed. */
export function ensureNodeModules() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const stamp = join(root, 'node_modules/.setup-lock');
  const wanted = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (
    existsSync(installed) &&
    hasEveryPackage(JSON.parse(wanted), JSON.parse(readFileSync(installed, 'utf8')))
  ) {
    writeFileSync(stamp, wanted);
    return;
  }
  say('installing the npm packages of package-lock.json (npm ci)');
  run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  writeFileSync(stamp, wanted);
}

function hasEveryPackage(wanted, installed) {
  return Object.entries(wanted.packages).every(
    ([path, entry]) => path === '' || entry.optional || installed.packages[path]?.version === entry.version,
  );
}

function isInstalled(name) {
  const { program } = systemPackages[name] ?? {};
  if (program) return findProgram(program) !== undefined;
  const query = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return query.status === 0 && query.stdout.includes('install ok installed');
}

/**
 * Installs Debian packages (by their Debian names) with apt-get as root or through a password-less sudo. Where that
 * is impossible it prints the command a person has to run, and exits. Does nothing on macOS and Windows.
 */
export function ensureSystemPackages(names) {
  if (process.platform !== 'linux') return;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (findProgram('apt-get') === undefined) {
    giveUp(`please install what your system calls: ${missing.join(', ')}`);
  }
  if (!canInstall()) {
    giveUp(`these are missing; please run: sudo apt-get update && sudo apt-get ${install.join(' ')}`);
  }
  say(`installing with apt-get: ${missing.join(' ')}`);
  const [command, ...args] = aptGet();
  run(command, [...args, 'update', '-qq']);
  run(command, [...args, ...install, '-qq']);
}

const isRoot = () => process.getuid?.() === 0;
const aptGet = () => (isRoot() ? ['apt-get'] : ['sudo', '-n', 'apt-get']);
/** Whether apt-get can be run without a person. */
const canInstall = () =>
  findProgram('apt-get') !== undefined && (isRoot() || spawnSync('sudo', ['-n', 'true']).status === 0);

/** Libraries and programs for a keychain on Linux; other systems have one. */
export function ensureKeyring() {
  ensureSystemPackages(['libsecret-1-0', 'gnome-keyring', 'dbus', 'dbus-x11']);
}

/** The real registry and the tools that push into it, for GitLab in a box. */
export function ensureRegistryTools() {
  ensureSystemPackages(['docker-registry', 'skopeo', 'umoci', 'buildah', 'openssl', 'zstd']);
}

/** What reads the scripts and settings that are handed out as recipes. */
export function ensureRecipeReaders() {
  ensureSystemPackages(['shellcheck', 'nginx', 'ruby']);
}

/** Real container engines to sign in; no daemon of theirs is started. */
export function ensureEngines() {
  ensureSystemPackages(['podman', 'skopeo', 'docker.io']);
}

/** A font for what a Chinese VS Code shows. Without one there are boxes for letters: that is said, and fails nothing. */
export function ensureFonts() {
  const font = 'fonts-noto-cjk';
  const isThere = () => isInstalled(font) || hasChineseFont();
  if (process.platform !== 'linux' || isThere()) return;
  if (canInstall()) {
    say(`installing with apt-get: ${font}`);
    const [command, ...args] = aptGet();
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', font]])
      spawnSync(command, [...args, ...step, '-qq'], { stdio: ['ignore', 2, 2], env });
  }
  if (!isThere())
    say(
      `no Chinese font is installed: pictures of a Chinese VS Code have boxes for letters. Debian calls one ${font}`,
    );
}

/** What fontconfig knows, by whatever package it came. */
function hasChineseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return (stdout ?? '').trim() !== '';
}

/** A Chromium's path: $CHROMIUM, the system's own, or one that Playwright downloads into the cache. */
export function ensureChromium() {
  const known = [
    process.env.CHROMIUM,
    ...['chromium', 'chromium-browser', 'google-chrome'].map(findProgram),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return found;
  if (process.platform === 'linux') {
    ensureSystemPackages(['chromium', 'fonts-dejavu-core']);
    return findProgram('chromium') ?? giveUp('chromium was installed but is not in PATH');
  }
  process.env.PLAYWRIGHT_BROWSERS_PATH = join(cache, 'browsers');
  const executable = () =>
    execFileSync(process.execPath, [
      '-e',
      "process.stdout.write(require('playwright-core').chromium.executablePath())",
    ]).toString();
  if (!existsSync(executable())) {
    say('downloading Chromium into .vscode-test/browsers');
    run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  }
  return executable();
}

function installOnce(folder, what, install) {
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  say(`${what} into ${folder.slice(root.length + 1)}`);
  install();
  writeFileSync(complete, '');
}

/** A `node` of the given major version: this one if it fits, else one from npm. */
function ensureNode(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(cache, `node-${major}`);
  installOnce(folder, `installing Node ${major} (npm package ${name})`, () =>
    run(npm, ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${major}`], folder),
  );
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The program that VS Code finds files with. Newer ones have it in a package; the older package downloads it when it is installed,
 * which is left out like all such scripts, so that it gets a copy of the newer one's.
 */
function ensureSearch(olderPackage) {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const target = join(olderPackage, 'bin', name);
  if (!existsSync(olderPackage) || existsSync(target)) return;
  const folder = join(cache, 'ripgrep');
  const packageName = '@vscode/ripgrep-universal';
  installOnce(folder, `installing ripgrep (npm package ${packageName})`, () =>
    run(npm, ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${packageName}@1.18.0`], folder),
  );
  mkdirSync(dirname(target), { recursive: true });
  const platform = `${process.platform}-${process.arch}`;
  copyFileSync(join(folder, 'node_modules', packageName, 'bin', platform, name), target);
  chmodSync(target, 0o755);
}

/**
 * VS Code's server with the full workbench, taken from the npm package `code-server`, whose version is VS Code's with
 * a 4 in front. Its own native modules are left out: the tests do not need them.
 *
 * @param {string} version such as '1.100.3'
 * @returns {{ node: string, serverMain: string }}
 */
export function ensureVsCodeServer(version) {
  const folder = join(cache, `server-${version}`);
  const packageFolder = join(folder, 'node_modules/code-server');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
  installOnce(folder, `installing VS Code ${version}'s server (npm package code-server)`, () => {
    run(npm, ['install', ...flags, '--omit=optional', `code-server@4${version.slice(1)}`], folder);
    run(npm, ['install', ...flags, '--omit=dev'], join(packageFolder, 'lib/vscode'));
  });
  ensureSearch(join(packageFolder, 'lib/vscode/node_modules/@vscode/ripgrep'));
  const { engines } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return { node: ensureNode(engines.node), serverMain: join(packageFolder, 'lib/vscode/out/server-main.js') };
}

async function canDownloadDesktop(version) {
  try {
    const platform = { linux: 'linux-x64', darwin: 'darwin-universal', win32: 'win32-x64-archive' }[
      process.platform
    ];
    const answer = await fetch(`https://update.code.visualstudio.com/${version}/${platform}/stable`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * The program that `runTests` of @vscode/test-electron starts: the desktop VS Code where its download host answers
 * within five seconds, otherwise our launcher, which takes the same arguments and runs VS Code's server in Chromium.
 *
 * @param {string} version such as '1.100.3'
 * @returns {Promise<{ executable: string, kind: 'desktop' | 'server' }>}
 */
export async function ensureVsCode(version) {
  if (await canDownloadDesktop(version)) {
    ensureSystemPackages(['xvfb', 'xauth', 'libgtk-3-0', 'libgbm1', 'libnss3', 'libasound2', 'libxkbfile1']);
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    say(`VS Code ${version} for the desktop`);
    const executable = await downloadAndUnzipVSCode({ version, cachePath: cache });
    return { executable, kind: 'desktop' };
  }
  ensureVsCodeServer(version);
  ensureChromium();
  return { executable: join(root, 'test/vscode/serverLauncher'), kind: 'server' };
}
