/**
 * `npm run test:integration`: mocha inside the extension host, in the oldest and the newest VS Code that we support, or
 * in the one that the argument names. Outside run two GitLabs in boxes, one with a plain docker-registry, with the images that
 * files name; BOXES leads to them, and `log` there to the requests that both were asked.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plantReferences } from '../fakes/plantReferences.ts';
import { startBox } from '../gitlab/box.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { bundleTests, root, runExtensionHostTests } from './extensionHostTests.ts';
import { ensureVsCode } from './setup.mjs';

const wanted = process.argv.slice(2);
await bundleTests();
let failed = 0;
for (const version of wanted.length > 0 ? wanted : [OLDEST, NEWEST]) {
  const vscode = await ensureVsCode(version);
  const boxes = await Promise.all([
    startBox({ seed: plantReferences }),
    startBox({ seed: plantReferences, kind: 'legacy' }),
  ]);
  const log = createServer((_, response) => {
    response.end(JSON.stringify(boxes.map((box) => box.log.entries)));
  });
  await new Promise<void>((resolve) => log.listen(0, '127.0.0.1', resolve));
  const env = {
    BOXES: JSON.stringify({
      log: `http://127.0.0.1:${(log.address() as AddressInfo).port}`,
      boxes: boxes.map(({ url, registryHost, tokens }) => ({ url, registryHost, token: tokens.maintainer })),
    }),
  };
  try {
    const code = await runExtensionHostTests({ version, ...vscode, extensionPath: root, suite: '.', env });
    if (code !== 0) failed++;
    for (const { method, path } of boxes.flatMap((box) => box.log.unknownRequests)) {
      console.error(`a request that no GitLab knows: ${method} ${path}`);
      failed++;
    }
  } finally {
    log.close();
    await Promise.all(boxes.map((box) => box.close()));
  }
}
process.exitCode = failed;
