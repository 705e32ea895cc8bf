/**
 * `npm run test:e2e`: what a person does, clicked in a real VS Code beside a real keyring. Arguments go to mocha, such as
 * `--grep 'pull command'`. A click that a busy machine swallowed is tried once more, and that is said.
 */
import { join } from 'node:path';
import { runInKeyring } from '../vscode/keyring.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { root } from './extensionHostTests.ts';
import { ensureVsCodeServer } from './setup.mjs';

for (const version of [OLDEST, NEWEST]) ensureVsCodeServer(version);
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const config = ['--config', join(root, 'test/config/mocha.e2e.json'), '--retries', '1'];
const args = [mocha, ...config, ...process.argv.slice(2)];
process.exitCode = await runInKeyring(process.execPath, args);
