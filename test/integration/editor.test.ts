// Help in files, in VS Code's own extension host: what it loads, asks and says. What a person sees of it is clicked in test/e2e.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asked, gitlab, isLoaded, plain } from './boxes.ts';
import {
  act,
  closeAll,
  hoversAt,
  labelOf,
  problemCodes,
  problems,
  quiet,
  show as showFile,
  suggestionsAt,
  until,
  write,
} from './files.ts';
import { hostileFiles } from './hostileFiles.ts';

describe('help in files', () => {
  before(() => {
    write('.git/config', `[remote "origin"]\n\turl = ${gitlab.url}/acme/Shop.git\n`);
    write('.git/HEAD', 'ref: refs/heads/main\n');
  });
  afterEach(closeAll);

  const [ip = '', port = ''] = plain.registryHost.split(':');
  const strangers: readonly (readonly [string, string])[] = [
    ['notes.yaml', 'a: 1\nb: [1, 2]\njobs: {a: {container: $CI}}\n'],
    // Another registry; the same name with one more digit, and with another port.
    [
      'Dockerfile',
      `FROM node:20\nFROM registry.example.com/a/b:1\nFROM ${ip}9:${port}/a/b:1\nFROM ${ip}:1${port}/a/b:1\n`,
    ],
    ['notes.md', `${plain.registryHost}/acme/shop/web:1\n`],
  ];
  it('is not even loaded for files that name no image of ours, and asks nobody', async () => {
    const requests = await asked(async () => {
      for (const [name, text] of strangers) await showFile(name, text, vscode.ViewColumn.Beside);
      await quiet();
    });
    assert.equal(vscode.window.visibleTextEditors.length, strangers.length);
    assert.deepEqual(requests, []);
    assert.equal(isLoaded('extension.cjs'), true);
    assert.equal(isLoaded('editor.cjs'), false);
    assert.equal(isLoaded('references.cjs'), false);
  });

  it('learns the registry of the workspace’s project by one request, and asks two for a repository', async () => {
    const text = 'a: {image: "$CI_REGISTRY_IMAGE/web:1.0.0"}\nb: {image: "$CI_REGISTRY_IMAGE/web:9"}\n';
    const requests = await asked(async () => {
      const { document } = await showFile('.gitlab-ci.yml', text);
      await problemCodes(document.uri, ['noTag']);
    });
    assert.equal(isLoaded('editor.cjs'), true);
    const ofRepository = requests.filter((one) => /jwt\/auth|\/gitlab\/v1\//.test(one));
    assert.equal(ofRepository.length, 2, requests.join('\n'));
    assert.equal(
      requests.filter((one) => one.includes('projects/acme%2FShop')).length,
      1,
      requests.join('\n'),
    );
  });

  it('says what GitLab CI, YAML and cleanup make of it, and mends that', async () => {
    const text = [
      'variables: {TAG: 1.20}',
      'a: {image: "$CI_REGISTRY_IMAGE/web:${X:-1.0.0}"}',
      'b: {image: "$CI_REGISTRY_IMAGE/web:old-1"}',
      'c: {image: "$CI_REGISTRY_IMAGE/web:$TAG"}',
      'd: {image: "$CI_REGISTRY_IMAGE/web:$CI_COMMIT_SHORT_SHA"}',
      '',
    ].join('\n');
    const editor = await showFile('more.gitlab-ci.yml', text);
    const { uri } = editor.document;
    const found = await problemCodes(uri, ['ciDefault', 'changedNumber', 'willBeDeleted']);
    assert.match(found[2]?.message ?? '', /^Cleanup will delete old-1 on /);
    await act(editor, '1.20', 'Put the number in quotes');
    assert.match(editor.document.getText(), /^variables: \{TAG: "1\.20"\}\n/);
    await problemCodes(uri, ['ciDefault', 'willBeDeleted']);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
    await act(editor, '${X', 'Write “1.0.0” itself');
    assert.equal(editor.document.getText(), text.replace('${X:-1.0.0}', '1.0.0'));
    await problemCodes(uri, ['changedNumber', 'willBeDeleted']);
  });

  it('stays beside others that are slow, wrong or broken', async () => {
    const selector = ['yaml', 'dockerfile'];
    const others = [
      vscode.languages.registerHoverProvider(selector, {
        provideHover: () => new vscode.Hover('image: string (schema)'),
      }),
      vscode.languages.registerHoverProvider(selector, {
        provideHover: () => Promise.reject(new vscode.CancellationError()),
      }),
      vscode.languages.registerCompletionItemProvider(
        selector,
        {
          provideCompletionItems: () => [
            new vscode.CompletionItem('node'),
            new vscode.CompletionItem('2.0.0'),
          ],
        },
        ':',
      ),
      // What the language service of Dockerfiles makes of every image, see facts of its source.
      vscode.languages.registerDocumentLinkProvider(selector, {
        provideDocumentLinks: (document) => [
          new vscode.DocumentLink(
            document.lineAt(0).range.with({ start: document.positionAt(5) }),
            vscode.Uri.parse('https://hub.docker.com/r/acme/shop/web/'),
          ),
        ],
      }),
    ];
    const image = `${gitlab.registryHost}/acme/shop/web`;
    try {
      const { document } = await showFile('beside.Dockerfile', `FROM ${image}:1.0.0\n`);
      const hovers = await until(
        () => hoversAt(document, image),
        (found) => found.length === 2,
      );
      assert.equal(hovers.filter((text) => text.startsWith('acme/shop/web:1.0.0')).length, 1);
      const labels = (await suggestionsAt(document, document.lineAt(0).range.end)).map(labelOf);
      assert.ok(labels.includes('node') && labels.includes('stable'), labels.join());
    } finally {
      for (const other of others) other.dispose();
    }
  });

  it('is not led astray by hostile files, which cost no request', async function () {
    this.timeout(120_000);
    const host = gitlab.registryHost;
    // VS Code's own suggestions, words of the text, take their time with such lines.
    await vscode.workspace
      .getConfiguration('editor')
      .update('wordBasedSuggestions', 'off', vscode.ConfigurationTarget.Global);
    const files = hostileFiles(host);
    const requests = await asked(async () => {
      for (const [name, text] of files) {
        const { document } = await showFile(`hostile/${name}`, text);
        assert.deepEqual(await hoversAt(document, document.getText().slice(-3)), [], name);
        await suggestionsAt(document, document.lineAt(document.lineCount - 1).range.end);
      }
      await quiet();
    });
    assert.deepEqual(requests, []);
    const uris = vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter(({ path }) => path.includes('/hostile/'));
    assert.equal(uris.length, files.length);
    assert.deepEqual(uris.flatMap(problems), []);
    const { document } = await showFile('fine.Dockerfile', `FROM ${host}/acme/shop/web:1.0.9\n`);
    await problemCodes(document.uri, ['noTag']);
  });

  for (const [what, box, isDated] of [
    ['GitLab’s own registry', gitlab, true],
    ['a docker-registry', plain, false],
  ] as const)
    describe(`with ${what}`, () =>
      helps(`${box.registryHost}/acme/shop/web`, { isDated, folder: isDated ? 'own' : 'plain' }));
});

function helps(
  image: string,
  { isDated, folder }: { readonly isDated: boolean; readonly folder: string },
): void {
  const show = (name: string, text: string): Promise<vscode.TextEditor> =>
    showFile(`${folder}/${name}`, text);

  it('tells of an image where somebody points at it', async () => {
    const { document } = await show('Dockerfile', `FROM ${image}:1.0.1 AS a\nFROM ${image}:many\n`);
    const [one = ''] = await until(
      () => hoversAt(document, `${image}:1.0.1`),
      (found) => found.length > 0,
    );
    assert.match(one, /^acme\/shop\/web:1\.0\.1\n/);
    assert.match(one, /Digest: sha256:[0-9a-f]{12}\n/);
    assert.match(one, /Size: [\d.,]+ kB for linux\/amd64\n/);
    assert.equal(/Pushed: /.test(one), isDated, one);
    assert.equal(/Same image as: stable/.test(one), isDated, one);
    assert.match(one, /Newer: 2\.0\.0/);
    const [many = ''] = await hoversAt(document, `${image}:many`);
    assert.match(many, /multi-platform image/);
    assert.match(many, /linux\/arm64/);
  });

  it('completes it letter by letter, also in a half-typed file, and replaces what is there', async () => {
    const editor = await show(
      'typed.yaml',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: \n      name: a\n',
    );
    const { document } = editor;
    const line = 4;
    let last: readonly vscode.CompletionItem[] = [];
    for (const letter of `${image}:`) {
      const end = document.lineAt(line).range.end;
      await editor.edit((change) => change.insert(end, letter));
      last = await suggestionsAt(document, document.lineAt(line).range.end);
    }
    last = await until(
      () => suggestionsAt(document, document.lineAt(line).range.end),
      (items) => items.some((item) => labelOf(item) === '2.0.0'),
    );
    const names = last.map(labelOf).filter((name) => /^(?:[\d.]+|stable|many|old-1)$/.test(name));
    const byDate = ['many', 'stable', '2.0.0', '1.20', '1.0.1', '1.0.0', 'old-1'];
    assert.deepEqual(isDated ? names : [...names].sort(), isDated ? byDate : [...byDate].sort());
    if (!isDated) assert.deepEqual(names.slice(0, 4), ['2.0.0', '1.20', '1.0.1', '1.0.0']);
    const end = document.lineAt(line).range.end;
    await editor.edit((change) => change.insert(end, '1.0-old'));
    const inside = end.translate(0, 2);
    const [item] = (await suggestionsAt(document, inside)).filter((one) => labelOf(one) === '1.20');
    const range = item?.range;
    assert.ok(range instanceof vscode.Range || range !== undefined);
    const replaced = range instanceof vscode.Range ? range : range.replacing;
    assert.equal(document.getText(replaced), '1.0-old');
  });

  it('says what is certainly wrong, and mends it so that one undo takes it back', async () => {
    const text = `FROM ${image}:1.0.9\n`;
    const editor = await show('wrong.Dockerfile', text);
    const [problem] = await problemCodes(editor.document.uri, ['noTag']);
    assert.equal(problem?.message, 'web has no tag 1.0.9. There’s 2.0.0.');
    await act(editor, `${image}:1.0.9`, 'Change to 1.0.1');
    assert.equal(editor.document.getText(), `FROM ${image}:1.0.1\n`);
    await problemCodes(editor.document.uri, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('says that there is no such repository', async () => {
    const { document } = await show('none.Dockerfile', `FROM ${image}-none:1\n`);
    await problemCodes(document.uri, ['noRepository']);
  });

  it('pins, unpins and updates, and says where tag and digest disagree', async () => {
    const editor = await show('pin.Dockerfile', `FROM ${image}:1.0.1 AS a\n`);
    const { document } = editor;
    await act(editor, image, 'Pin to ');
    const pinned = document.getText();
    const digest = /@(sha256:[0-9a-f]{64}) AS a\n$/.exec(pinned)?.[1] ?? '';
    assert.equal(pinned, `FROM ${image}:1.0.1@${digest} AS a\n`);
    await act(editor, image, 'Unpin ');
    assert.equal(document.getText(), `FROM ${image}:1.0.1 AS a\n`);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), pinned);
    await quiet();
    assert.deepEqual(problems(document.uri), []);
    await act(editor, image, 'Update to 2.0.0');
    const updated = document.getText();
    assert.match(updated, /:2\.0\.0@sha256:[0-9a-f]{64} AS a\n$/);
    assert.ok(!updated.includes(digest));

    const other = await show('other.Dockerfile', `FROM ${image}:1.0.0@${digest}\n`);
    await problemCodes(other.document.uri, ['otherDigest']);
    await act(other, image, 'Pin to the image of 1.0.0');
    await problemCodes(other.document.uri, []);
    await vscode.commands.executeCommand('undo');
    assert.equal(other.document.getText(), `FROM ${image}:1.0.0@${digest}\n`);
  });

  it('shows hints when they are wanted, and links of its own', async () => {
    const { document } = await show('hints.Dockerfile', `FROM ${image}:1.0.0\n`);
    const all = new vscode.Range(0, 0, 1, 0);
    const hints = async (): Promise<readonly vscode.InlayHint[]> =>
      vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, all);
    await quiet();
    assert.deepEqual(await hints(), []);
    await vscode.commands.executeCommand('gitlabRegistry.toggleInlayHints');
    const [hint] = await until(hints, (found) => found.length > 0);
    assert.match(hint?.label as string, isDated ? /ago · [\d.]+ kB · 2 newer$/ : /^2 newer$/);
    await vscode.commands.executeCommand('gitlabRegistry.toggleInlayHints');
    await until(hints, (found) => found.length === 0);
    const links = await until(
      async () =>
        vscode.commands.executeCommand<readonly vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          document.uri,
          10,
        ),
      (found) => found.length > 0,
    );
    assert.match(String(links[0]?.target), /acme\/shop/i);
  });
}
