import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type keytar from 'keytar';
import type * as re2js from 're2js';
import * as vscode from 'vscode';

const extension = vscode.extensions.getExtension(
  'container-registry-for-gitlab.container-registry-for-gitlab',
);

/** Loads as the installed bundle does. */
const load = createRequire(join(extension?.extensionPath ?? '/', 'dist/extension.cjs'));

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

  it('brings RE2 along, and has not loaded it before a pattern is compiled', () => {
    const path = load.resolve('./re2.cjs');
    assert.equal(load.cache[path], undefined);
    const { RE2JS } = load(path) as typeof re2js;
    assert.equal(RE2JS.compile('\\Av1|dev\\z').test('v1.2'), true);
    assert.throws(() => RE2JS.compile('(?!main)'));
  });

  it('stores, reads and deletes in the keychain with its own copy of keytar', async () => {
    const ours = load('keytar') as typeof keytar;
    const service = `container-registry-for-gitlab-test-${randomUUID()}`;
    await ours.setPassword(service, 'someone', 'token-owner');
    assert.equal(await ours.getPassword(service, 'someone'), 'token-owner');
    assert.equal(await ours.deletePassword(service, 'someone'), true);
    assert.equal(await ours.getPassword(service, 'someone'), null);
    assert.equal(load.resolve('keytar').startsWith(extension?.extensionPath ?? 'nowhere'), true);
  });
});
