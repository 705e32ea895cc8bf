/**
 * `npm run test:integration`: mocha inside the extension host, in the oldest and the newest VS Code that we support, or
 * in the one that the argument names. Outside runs a GitLab in a box; BOX_URL, BOX_REGISTRY_HOST and BOX_TOKENS lead to it.
 */
import { startBox } from '../gitlab/box.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { bundleTests, root, runExtensionHostTests } from './extensionHostTests.ts';
import { ensureVsCode } from './setup.mjs';

const wanted = process.argv.slice(2);
await bundleTests();
let failed = 0;
for (const version of wanted.length > 0 ? wanted : [OLDEST, NEWEST]) {
  const vscode = await ensureVsCode(version);
  const box = await startBox();
  const env = {
    BOX_URL: box.url,
    BOX_REGISTRY_HOST: box.registryHost,
    BOX_TOKENS: JSON.stringify(box.tokens),
  };
  try {
    const code = await runExtensionHostTests({ version, ...vscode, extensionPath: root, suite: '.', env });
    if (code !== 0) failed++;
  } finally {
    await box.close();
  }
}
process.exitCode = failed;
