import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/extensionHostTests.ts';
import type { Figure } from './figures.ts';

interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly bytes: number;
        readonly entryPoint?: string;
        readonly imports: readonly { readonly path: string; readonly kind: string }[];
      }
    >
  >;
}

const mostHostBytes = 700_000;

/** What ships, in bytes: the host, what it loads when the first pattern is compiled, each page with the chunks it needs at once, and the .vsix. */
export function measureBundle(): Figure {
  const { size: vsix } = statSync(packedVsix());
  const { size: host } = statSync(join(root, 'dist/extension.cjs'));
  const { size: hostOnDemand } = statSync(join(root, 'dist/re2.cjs'));
  const metafile = JSON.parse(readFileSync(join(root, 'dist/meta/pages.json'), 'utf8')) as Metafile;
  const pages = readdirSync(join(root, 'webview'))
    .filter((page) => existsSync(join(root, 'webview', page, 'main.ts')))
    .map((page) => [page, sizeOf(metafile, `dist/webview/${page}.js`)] as const);
  const value = { host, hostOnDemand, ...Object.fromEntries(pages), vsix };
  return { key: 'bundle', value, bound: 'host ≤ 700 kB', isMet: host <= mostHostBytes };
}

/** Packs in a process of its own: what packing prints is not the bench's. */
function packedVsix(): string {
  const command = ['--import', 'tsx', join(root, 'test/scripts/package.ts')];
  const { stdout, status } = spawnSync(process.execPath, command, {
    stdio: ['ignore', 'pipe', 2],
    encoding: 'utf8',
  });
  const path = /^(.+\.vsix): \d+ kB$/m.exec(stdout)?.[1];
  if (status !== 0 || path === undefined) throw new Error('the extension could not be packed');
  return path;
}

function sizeOf(metafile: Metafile, path: string, seen = new Set<string>()): number {
  const output = metafile.outputs[path];
  if (output === undefined || seen.has(path)) return 0;
  seen.add(path);
  const needed = output.imports.filter(({ kind }) => kind === 'import-statement');
  return needed.reduce((sum, imported) => sum + sizeOf(metafile, imported.path, seen), output.bytes);
}
