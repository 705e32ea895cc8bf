/** The .vsix in a VS Code that has no sources: installed as a person would, then tested in the extension host. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installVsix } from '../vscode/server.ts';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST, OLDEST } from '../vscode/versions.ts';
import { bundleTests, root, runExtensionHostTests } from './extensionHostTests.ts';
import { packVsix } from './vsix.ts';

const emptyExtension = { name: 'empty', publisher: 'nobody', version: '0.0.0', engines: { vscode: '*' } };

async function runIn(version: string, vsix: string): Promise<number> {
  const temporary = temporaryFolder('packaged');
  const folder = temporary.path;
  const extensionsDir = join(folder, 'extensions');
  const extensionPath = join(folder, 'empty');
  mkdirSync(extensionPath);
  writeFileSync(join(extensionPath, 'package.json'), JSON.stringify(emptyExtension));
  try {
    await installVsix(vsix, { version, dataDir: join(folder, 'data'), extensionsDir });
    return await runExtensionHostTests({
      version,
      executable: join(root, 'test/vscode/serverLauncher'),
      kind: 'server',
      extensionPath,
      extensionsDir,
      suite: 'packaged',
      env: { INSTALLED_IN: extensionsDir },
    });
  } finally {
    temporary.remove();
  }
}

const vsix = await packVsix();
await bundleTests();
let failed = 0;
for (const version of [OLDEST, NEWEST]) if ((await runIn(version, vsix)) !== 0) failed++;
process.exitCode = failed;
