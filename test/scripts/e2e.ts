/**
 * `npm run test:e2e`: what a person does, clicked in a real VS Code beside a real keyring: all of it, or the test files that
 * the arguments name. Other arguments go to mocha, such as `--grep 'pull command'`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInKeyring } from '../vscode/keyring.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { root } from './extensionHostTests.ts';
import { ensureVsCodeServer } from './setup.mjs';

for (const version of [OLDEST, NEWEST]) ensureVsCodeServer(version);
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const args = process.argv.slice(2);
const files = args.some((arg) => arg.endsWith('.test.ts') && existsSync(arg)) ? [] : ['test/e2e/*.test.ts'];
const config = join(root, 'test/config/mocha.e2e.json');
process.exitCode = await runInKeyring(process.execPath, [mocha, '--config', config, ...args, ...files]);
