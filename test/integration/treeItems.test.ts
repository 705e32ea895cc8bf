import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Failure } from '../../src/base/failure.ts';
import {
  repositoryNode,
  tagNode,
  type ConnectionNode,
  type Node,
  type RepositoryNode,
  type SectionNode,
} from '../../src/tree/nodes.ts';
import { tooltipOf } from '../../src/tree/tooltip.ts';
import { toTreeItem } from '../../src/tree/treeItem.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const where = { connectionId: 'a', instanceUrl: 'https://gitlab.example.com' };

const connection: ConnectionNode = {
  kind: 'connection',
  id: 'c:a',
  ...where,
  name: 'Work',
  username: 'olive',
};

function repository(name: string): RepositoryNode {
  const path = name === '' ? 'g/p' : `g/p/${name}`;
  return repositoryNode(connection, {
    id: 5,
    name,
    path,
    location: `registry.example.com/${path}`,
    tagCount: 3,
  });
}

function tag(name: string, more: { readonly digest?: string } = {}): Node {
  return tagNode(repository('web'), {
    name,
    path: `g/p/web:${name}`,
    location: `registry.example.com/g/p/web:${name}`,
    ...more,
  });
}

function group(fullPath: string, label: string): Node {
  const base = { kind: 'group', id: `c:a/g:${fullPath}`, ...where, fullPath, label } as const;
  return { ...base, scope: 'top', topPath: fullPath, branches: [] };
}

const section: SectionNode = { kind: 'section', id: 'c:a/s:pinned', ...where, section: 'pinned' };
const shortcut = repositoryNode(section, repository('web').repository, { isPinned: true });
const folder: Node = {
  ...repository('web'),
  kind: 'tagFolder',
  id: 'c:a/r:5/f:mr-',
  folder: {
    prefix: 'mr-',
    depth: 0,
    tags: ['mr-1', 'mr-2'].map((name) => ({ name, path: `g/p/web:${name}`, location: `r/g/p/web:${name}` })),
  },
  sharedDigests: new Map(),
};

const failure: Node = {
  kind: 'failure',
  id: 'c:a/failure',
  ...where,
  parentId: 'c:a',
  failure: new Failure('offline', 'gone', { code: 'connectionReset', host: 'gitlab.example.com' }),
  keepsOld: false,
};

const rows: readonly (readonly [what: string, node: Node, label: string, words: string])[] = [
  ['a connection', connection, 'connection, Work, olive', 'connection'],
  ['a group', group('g', 'Group'), 'group, Group', 'group'],
  ['a repository', repository('web'), 'repository, web, 3 tags', 'repository'],
  ['a root image', repository(''), 'repository, p, root image · 3 tags', 'repository'],
  ['a pinned repository', shortcut, 'repository, g/p/web, 3 tags', 'pinned'],
  ['a section', section, 'Pinned', 'section'],
  ['a folder of tags', folder, 'folder of tags, mr-, 2 tags', 'tagFolder'],
  ['a tag without facts', tag('1.0'), 'tag, 1.0', 'tag'],
  [
    'a failure',
    failure,
    'error, Can’t reach gitlab.example.com. The connection to gitlab.example.com was interrupted.',
    'failure',
  ],
];

describe('rows of the tree', () => {
  for (const [what, node, label, word] of rows) {
    it(`of ${what} say what they are, have their menus' word and the node's id`, () => {
      const item = toTreeItem(node, now);
      assert.equal(item.id, node.id);
      assert.ok(item.accessibilityInformation?.label.startsWith(label), item.accessibilityInformation?.label);
      assert.ok(item.contextValue?.split(' ').includes(word), item.contextValue);
    });
  }

  it('say that a tag has a digest, for the menus that need one', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    assert.deepEqual(toTreeItem(tag('1.0', { digest }), now).contextValue?.split(' '), ['tag', 'digest']);
  });

  it('leave out what is not known instead of showing nothing as zero', () => {
    assert.equal(toTreeItem(tag('1.0'), now).description, '');
    assert.match(tooltipText(tag('1.0')), /unknown/);
  });

  const hostile = [
    ['control characters', 'a\u0000b\u001b[31mc\r\nd'],
    ['right-to-left marks', 'evil\u202egpj.exe'],
    ['invisible characters', 'lat\u200best\ufeff'],
  ] as const;
  for (const [what, name] of hostile) {
    it(`show ${what} in a server's names as what they are: something that is not text`, () => {
      const item = toTreeItem(group('g', name), now);
      const shown = `${labelOf(item)}${item.accessibilityInformation?.label ?? ''}`;
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
      assert.match(shown, /\ufffd/);
    });
  }

  it('cut what is endless', () => {
    const item = toTreeItem(group('g', 'x'.repeat(100_000)), now);
    assert.ok(labelOf(item).length < 1000);
    assert.ok((item.accessibilityInformation?.label.length ?? 0) < 1000);
  });

  it('never read a server’s names as Markdown, links or commands', () => {
    const name =
      '[click](command:workbench.action.quit) **bold** <b>x</b> $(trash) ![x](https://evil.example/x)';
    const node = repositoryNode(connection, { id: 6, name, path: `g/p/${name}`, location: name });
    const tooltip = tooltipOf(node, now);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    assert.doesNotMatch(tooltip.value, /(?<!\\)\[click|(?<!\\)\*\*bold|(?<!\\)!\[x|<b>/);
    assert.match(tooltip.value, /click/);
  });
});

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}

function tooltipText(node: Node): string {
  const tooltip = tooltipOf(node, now);
  return typeof tooltip === 'string' ? tooltip : tooltip.value;
}
