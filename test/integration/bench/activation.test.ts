import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

const id = 'container-registry-for-gitlab.container-registry-for-gitlab';

/** How long the extension is watched before its view is opened, and after, in ms. */
const before = 1500;
const after = 6000;

interface Main {
  activate(context: vscode.ExtensionContext): void;
}

describe('waking up', () => {
  it('is measured by the bench', async () => {
    const { url, token, resultFile } = JSON.parse(process.env['BENCH_TASK'] ?? '') as Record<string, string>;
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension !== undefined && !extension.isActive);
    const load = createRequire(__filename);
    const path = join(extension.extensionPath, 'dist/extension.cjs');
    const start = performance.now();
    const main = load(path) as Main;
    const loadMs = performance.now() - start;
    const cached = load.cache[path];
    assert.ok(cached !== undefined);
    let activateMs: number | undefined;
    // VS Code takes the module from the same cache, so what it calls is the real function with a watch around it.
    cached.exports = {
      ...main,
      activate: async (context: vscode.ExtensionContext) => {
        const record = { id: 'bench', name: 'Box', instanceUrl: url, username: 'maintainer', userId: 1 };
        await context.globalState.update('connections', [{ ...record, tokenPlace: 'secretStorage' }]);
        await context.secrets.store('connection.bench', token ?? '');
        const called = performance.now();
        main.activate(context);
        activateMs = performance.now() - called;
      },
    };
    await extension.activate();
    assert.ok(activateMs !== undefined);
    await delay(before);
    const viewOpenedAt = Date.now();
    await vscode.commands.executeCommand('gitlabRegistry.images.focus');
    await delay(after);
    writeFileSync(resultFile ?? '', JSON.stringify({ loadMs, activateMs, viewOpenedAt }));
  });
});
