/**
 * `npm run test:integration`: mocha inside the extension host, in the oldest and the newest VS Code that we support, or
 * in the one that the argument names.
 */
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { bundleTests, root, runExtensionHostTests } from './extensionHostTests.ts';
import { ensureVsCode } from './setup.mjs';

const wanted = process.argv.slice(2);
await bundleTests();
let failed = 0;
for (const version of wanted.length > 0 ? wanted : [OLDEST, NEWEST]) {
  const vscode = await ensureVsCode(version);
  const code = await runExtensionHostTests({ version, ...vscode, extensionPath: root, suite: '.' });
  if (code !== 0) failed++;
}
process.exitCode = failed;
