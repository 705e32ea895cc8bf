/**
 * Entry of the npm scripts that need more than Node: `node test/scripts/start.mjs <name> [arguments]` gets the machine
 * ready, builds the extension and runs test/scripts/<name>.ts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  ensureChromium,
  ensureFonts,
  ensureKeyring,
  ensureNodeModules,
  ensureRegistryTools,
} from './setup.mjs';

const root = join(import.meta.dirname, '../..');
const [name, ...args] = process.argv.slice(2);

ensureNodeModules();
ensureKeyring();
ensureRegistryTools();
ensureChromium();
ensureFonts();
const built = spawnSync(process.execPath, ['esbuild.mjs', '--production'], {
  cwd: root,
  // Standard output belongs to the script, which may print JSON there.
  stdio: ['ignore', 2, 2],
});
if (built.status !== 0) process.exit(1);
const child = spawn(process.execPath, ['--import', 'tsx', `test/scripts/${name}.ts`, ...args], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
