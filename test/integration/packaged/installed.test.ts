import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type keytar from 'keytar';
import * as vscode from 'vscode';

const extension = vscode.extensions.getExtension(
  'container-registry-for-gitlab.container-registry-for-gitlab',
);

describe('the installed .vsix', () => {
  it('is what runs here, not the sources', () => {
    const path = extension?.extensionPath ?? '';
    assert.equal(path.startsWith(process.env['INSTALLED_IN'] ?? 'nowhere'), true, path);
    assert.equal(existsSync(join(path, 'src')), false);
  });

  it('sleeps at start-up and wakes without an error', async () => {
    assert.equal(extension?.isActive, false);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('stores, reads and deletes in the keychain with its own copy of keytar', async () => {
    const load = createRequire(join(extension?.extensionPath ?? '', 'dist/extension.cjs'));
    const ours = load('keytar') as typeof keytar;
    const service = `container-registry-for-gitlab-test-${randomUUID()}`;
    await ours.setPassword(service, 'someone', 'token-owner');
    assert.equal(await ours.getPassword(service, 'someone'), 'token-owner');
    assert.equal(await ours.deletePassword(service, 'someone'), true);
    assert.equal(await ours.getPassword(service, 'someone'), null);
    assert.equal(load.resolve('keytar').startsWith(extension?.extensionPath ?? 'nowhere'), true);
  });
});
