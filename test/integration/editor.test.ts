// Help in files, in VS Code's own extension host: what it loads and asks, and what it says. What a person sees is clicked in test/e2e.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asked, gitlab, isLoaded, plain } from './boxes.ts';
import { closeAll, problemCodes, quiet, show, write } from './files.ts';

describe('help in files', () => {
  before(() => {
    write('.git/config', `[remote "origin"]\n\turl = ${gitlab.url}/acme/Shop.git\n`);
    write('.git/HEAD', 'ref: refs/heads/main\n');
  });
  afterEach(closeAll);

  const strangers: readonly (readonly [string, string, string])[] = [
    ['a YAML file without images', 'notes.yaml', 'a: 1\nb: [1, 2]\n'],
    ['an image of Docker Hub', 'Dockerfile', 'FROM node:20\n'],
    ['an image of another registry', 'compose.yaml', 'services: {a: {image: registry.example.com/a/b:1}}\n'],
    [
      'a look-alike of a registry',
      'b.Dockerfile',
      `FROM ${plain.registryHost.replace('127', '128')}/acme/shop/web:1\n`,
    ],
    ['a variable of CI in a GitHub workflow', '.github/workflows/a.yml', 'jobs: {a: {container: $CI}}\n'],
  ];
  it('is not even loaded for files that name no image of ours, and asks nobody', async () => {
    const requests = await asked(async () => {
      for (const [, name, text] of strangers) await show(name, text, vscode.ViewColumn.Beside);
      await quiet();
    });
    assert.equal(vscode.window.visibleTextEditors.length, strangers.length);
    assert.deepEqual(requests, []);
    assert.equal(isLoaded('extension.cjs'), true);
    assert.equal(isLoaded('editor.cjs'), false);
    assert.equal(isLoaded('references.cjs'), false);
  });

  it('learns the registry of the workspace’s project with one request, and asks two more for a repository', async () => {
    const requests = await asked(async () => {
      const { document } = await show(
        '.gitlab-ci.yml',
        'a: {image: "$CI_REGISTRY_IMAGE/web:1.0.0"}\nb: {image: "$CI_REGISTRY_IMAGE/web:9"}\n',
      );
      await problemCodes(document.uri, ['noTag']);
      await quiet();
    });
    assert.equal(isLoaded('editor.cjs'), true);
    assert.equal(requests.filter((one) => /jwt|gitlab\/v1/.test(one)).length, 2, requests.join('\n'));
  });
});
