import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { zipEntries } from './zipEntries.ts';

const root = join(import.meta.dirname, '../..');

/** The most bytes that the .vsix may have. */
const sizeLimit = 1_500_000;

/** The programs that ship: the host, and what it loads on demand. */
const programs = [
  'extension',
  'assistant',
  'editor',
  'files',
  'imageTexts',
  're2',
  'references',
  'referenceThread',
  'zstd',
];

/** Everything that may be inside. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/i,
  new RegExp(`^extension/dist/(${programs.join('|')})\\.cjs$`),
  /^extension\/dist\/(notices\.txt|webview\/[\w-]+\.(js|css|ttf))$/,
  /^extension\/l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^extension\/media\/(icon\.png|(walkthrough\/)?[\w-]+\.svg)$/,
  /^extension\/media\/recipes\/[\w-]+\.(yml|rb|sh|conf)$/,
  /^extension\/node_modules\/keytar\/(package\.json|LICENSE\.md|lib\/keytar\.js|prebuilds\/[\w-]+\/[^/]+\.node)$/,
];

/** The platforms that keytar carries a binary for. */
const keytarPlatforms = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64',
  'linux-x64',
  'win32-arm64',
  'win32-x64',
];

function expectedEntries(): readonly string[] {
  const pages = readdirSync(join(root, 'webview')).filter((page) =>
    existsSync(join(root, 'webview', page, 'main.ts')),
  );
  return [
    ...['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'LICENSE.txt'],
    ...programs.map((name) => `dist/${name}.cjs`),
    ...['dist/notices.txt', 'node_modules/keytar/lib/keytar.js'],
    ...readdirSync(join(root, 'media/walkthrough')).map((name) => `media/walkthrough/${name}`),
    ...readdirSync(join(root, 'media/recipes')).map((name) => `media/recipes/${name}`),
    ...pages.flatMap((page) => [`dist/webview/${page}.js`, `dist/webview/${page}.css`]),
  ].map((name) => `extension/${name}`);
}

/** What is wrong with a .vsix: its size, or what is in it. One sentence each. */
export function problemsOf(vsix: string): readonly string[] {
  const names = zipEntries(vsix);
  const { size } = statSync(vsix);
  const hasBinary = (platform: string): boolean =>
    names.some((name) => name.startsWith(`extension/node_modules/keytar/prebuilds/${platform}/`));
  return [
    ...(size < sizeLimit ? [] : [`it has ${size} bytes; ${sizeLimit} is the limit`]),
    ...names
      .filter((name) => !allowed.some((rule) => rule.test(name)))
      .map((name) => `${name} must not be in it`),
    ...expectedEntries()
      .filter((name) => !names.includes(name))
      .map((name) => `${name} is missing`),
    ...keytarPlatforms
      .filter((platform) => !hasBinary(platform))
      .map((platform) => `keytar's binary for ${platform} is missing`),
  ];
}

/** Builds for production, packs, and returns the path of the .vsix; throws if it is not as it has to be. */
export async function packVsix(): Promise<string> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'name' | 'version',
    string
  >;
  mkdirSync(join(root, 'dist'), { recursive: true });
  const packagePath = join(root, 'dist', `${manifest.name}-${manifest.version}.vsix`);
  await createVSIX({ cwd: root, packagePath, allowMissingRepository: true, rewriteRelativeLinks: false });
  const problems = problemsOf(packagePath);
  if (problems.length > 0) throw new Error(`${packagePath}:\n${problems.join('\n')}`);
  return packagePath;
}
