/**
 * `npm run test:e2e`: what a person does, clicked in a real VS Code beside a real keyring. Arguments go to mocha, such as
 * `--grep 'pull command'`.
 */
import { join } from 'node:path';
import { runInKeyring } from '../vscode/keyring.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { root } from './extensionHostTests.ts';
import { ensureVsCodeServer } from './setup.mjs';

for (const version of [OLDEST, NEWEST]) ensureVsCodeServer(version);
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const args = [mocha, '--config', join(root, 'test/config/mocha.e2e.json'), ...process.argv.slice(2)];
process.exitCode = await runInKeyring(process.execPath, args);
