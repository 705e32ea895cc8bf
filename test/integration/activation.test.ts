import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const id = 'container-registry-for-gitlab.container-registry-for-gitlab';

describe('the extension', () => {
  it('is there, and sleeps until its view or a command wakes it', () => {
    assert.equal(vscode.extensions.getExtension(id)?.isActive, false);
  });

  it('wakes without an error', async () => {
    const extension = vscode.extensions.getExtension(id);
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
