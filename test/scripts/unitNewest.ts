/** The unit tests in the Node of the newest supported VS Code; `npm run test:unit` runs them in the one at hand. Arguments go to mocha. */
import { spawnSync } from 'node:child_process';
import { NEWEST } from '../vscode/versions.ts';
import { ensureVsCodeServer } from './setup.mjs';

const { node } = ensureVsCodeServer(NEWEST);
const mocha = ['node_modules/mocha/bin/mocha.js', '--config', 'test/config/mocha.json'];
const { status } = spawnSync(node, [...mocha, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
