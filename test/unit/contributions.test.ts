// package.json, its texts and translations, against the code that they are for.
import '../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholdersOf, textsIn } from '../scripts/l10nTexts.ts';
import { chineseFaults, englishFaults } from '../scripts/wordRules.ts';
import { commandNames } from '../../src/commands/shared/commandTable.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

interface Contributions {
  readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
  readonly keybindings: readonly { readonly command: string; readonly when: string }[];
  readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  readonly submenus?: readonly { readonly id: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
  readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly viewsWelcome: readonly {
    readonly view: string;
    readonly contents: string;
    readonly when: string;
  }[];
  readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
}

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const readTable = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(read(name)) as Readonly<Record<string, string>>;

const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as {
  readonly contributes: Contributions;
  readonly activationEvents: readonly string[];
};
const { contributes } = manifest;
const english = readTable('package.nls.json');
const prefix = /export const prefix = '(\w+)'/.exec(read('src/ui/settings.ts'))?.[1] ?? '';

/** Text of all sources of the extension host. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(join('src', name)));

const sorted = (texts: Iterable<string>): readonly string[] => [...new Set(texts)].sort();
const allMatches = (texts: readonly string[], pattern: RegExp): readonly string[] =>
  sorted(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')));

const commands = contributes.commands.map(({ command }) => command);
const items = Object.values(contributes.menus).flat();
const viewIds = Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id));
const conditions = [
  ...items.map(({ when }) => when),
  ...contributes.keybindings.map(({ when }) => when),
  ...contributes.viewsWelcome.map(({ when }) => when),
  ...contributes.commands.map(({ enablement }) => enablement),
].filter((when) => when !== undefined);

/** The words that rows have in `contextValue`: their kinds and what `words:` and functions of words add. */
function rowWords(): ReadonlySet<string> {
  const kinds = allMatches([read('src/tree/nodes.ts')], /readonly kind: '(\w+)'/g);
  const items = `${read('src/tree/treeItem.ts')}\n${read('src/tree/noticeLook.ts')}`;
  const lines = [
    ...allMatches([items], /\bwords: (.*)/g),
    ...allMatches([items], /function \w+Words\((.*?)\n}/gs),
  ];
  const words = allMatches(lines, /'([\w ]+)'/g).flatMap((text) => text.split(' '));
  const inFiles = allMatches([read('src/tree/files/filesTree.ts')], /contextValue = (.*);/g);
  return new Set([...kinds, ...words, ...allMatches(inFiles, /'(\w+)'/g)]);
}

describe('the commands of package.json', () => {
  it('are those of the table, each once', () => {
    const inTable = commandNames.map((name) => `${prefix}.${name}`);
    assert.deepEqual([...commands].sort(), [...inTable].sort());
    assert.equal(new Set(commands).size, commands.length);
  });

  it('are all that menus, keys and welcome texts name', () => {
    const fromMenus = items.flatMap(({ command }) => command ?? []);
    const fromKeys = contributes.keybindings.map(({ command }) => command);
    const fromWelcome = [english, readTable('package.nls.zh-cn.json')].flatMap((texts) =>
      Object.values(texts).flatMap((text) =>
        [...text.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? ''),
      ),
    );
    for (const command of [...fromMenus, ...fromKeys, ...fromWelcome])
      assert.ok(commands.includes(command), command);
    assert.ok(fromWelcome.length > 0);
  });

  it('are all that the code names', () => {
    const named = allMatches(sources, new RegExp(`['\`]${prefix}\\.(\\w+)['\`]`, 'g')).map(
      (name) => `${prefix}.${name}`,
    );
    for (const name of named) assert.ok([...commands, ...viewIds].includes(name), name);
  });

  it('can be reached from a menu of a row or the view, a key, the palette or a link', () => {
    const hidden = contributes.menus['commandPalette']?.filter(({ when }) => when === 'false') ?? [];
    const elsewhere = Object.entries(contributes.menus)
      .filter(([menu]) => menu !== 'commandPalette')
      .flatMap(([, entries]) => entries.flatMap(({ command }) => command ?? []));
    const inCode = sources.join('\n');
    for (const { command = '' } of hidden)
      assert.ok(elsewhere.includes(command) || inCode.includes(command), command);
  });

  it('stand in submenus that exist', () => {
    const submenus = contributes.submenus?.map(({ id }) => id) ?? [];
    for (const { submenu } of items)
      if (submenu !== undefined) assert.ok(submenus.includes(submenu), submenu);
    const known = [
      'commandPalette',
      'view/title',
      'view/item/context',
      'editor/title',
      'editor/context',
      'editor/context',
      ...submenus,
    ];
    for (const menu of Object.keys(contributes.menus)) assert.ok(known.includes(menu), menu);
  });
});

describe('the conditions of package.json', () => {
  it('name views that exist', () => {
    const views = allMatches(conditions, /(?:view|focusedView) == ([\w.]+)/g);
    assert.ok(views.length > 0);
    for (const view of views) assert.ok(viewIds.includes(view), view);
    for (const { view } of contributes.viewsWelcome) assert.ok(viewIds.includes(view), view);
    const containers = Object.values(contributes.viewsContainers).flatMap((all) => all.map(({ id }) => id));
    assert.deepEqual(Object.keys(contributes.views), containers);
  });

  it('name words that rows have', () => {
    const known = rowWords();
    const words = allMatches(conditions, /viewItem =~ \/([^/]+)\//g).flatMap(
      (pattern) => pattern.match(/\w{2,}/g) ?? [],
    );
    assert.ok(words.length > 0);
    for (const word of words.map((one) => one.replace(/^b(?=\w)/, ''))) assert.ok(known.has(word), word);
  });

  it('name context keys that the code sets', () => {
    const keys = allMatches(conditions, new RegExp(`\\b${prefix}\\.(\\w+)`, 'g')).filter(
      (key) => !viewIds.includes(`${prefix}.${key}`),
    );
    const set = allMatches(sources, /'setContext',\s*`\$\{prefix\}\.(\w+)`/g);
    for (const key of keys) assert.ok(set.includes(key), key);
  });
});

describe('the settings of package.json', () => {
  it('are those that the code reads', () => {
    const readByCode = allMatches(sources, /getConfiguration\(prefix\)\s*\.get(?:<[^>]*>)?\(\s*'([\w.]+)'/g);
    const contributed = Object.keys(contributes.configuration.properties).map((key) =>
      key.slice(prefix.length + 1),
    );
    assert.deepEqual(readByCode, sorted(contributed));
  });
});

describe('the pages', () => {
  it('wake the extension when a window with one of them opens', () => {
    const pages = allMatches(sources, /\bname: '(\w+)',\s*icon: '/g);
    assert.ok(pages.length > 0);
    assert.deepEqual(
      sorted(manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:'))),
      sorted(pages.map((page) => `onWebviewPanel:${prefix}.${page}`)),
    );
  });
});

describe('the file systems', () => {
  it('wake the extension when a document of theirs is open', () => {
    const schemes = allMatches(sources, /const (?:scheme|filesScheme) = '([\w-]+)'/g);
    assert.deepEqual(
      sorted(manifest.activationEvents.filter((event) => event.startsWith('onFileSystem:'))),
      schemes.map((scheme) => `onFileSystem:${scheme}`),
    );
  });
});

describe('the texts', function () {
  // All sources are read: on a busy machine that takes longer than Mocha's two seconds.
  this.timeout(120_000);
  it('of package.json are all there, and all used', () => {
    const used = sorted([...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? ''));
    assert.deepEqual(sorted(Object.keys(english)), used);
  });

  it('of the code are literals, and listed for translators', () => {
    const { places, unreadable } = textsIn(root, 'src');
    assert.deepEqual(unreadable, []);
    const listed = readTable('l10n/bundle.l10n.json');
    assert.deepEqual(Object.keys(listed), sorted(places.keys()), 'run `npm run l10n`');
    for (const [key, text] of Object.entries(listed)) assert.equal(text, key);
  });

  for (const [original, translation] of [
    ['package.nls.json', 'package.nls.zh-cn.json'],
    ['l10n/bundle.l10n.json', 'l10n/bundle.l10n.zh-cn.json'],
  ] as const) {
    it(`are worded as the others in ${translation}, and so are the English ones`, () => {
      const to = readTable(translation);
      for (const [key, text] of Object.entries(readTable(original)))
        assert.deepEqual([...englishFaults(text), ...chineseFaults(to[key] ?? '', text)], [], text);
    });

    it(`are all in ${translation}, with the same placeholders and commands`, () => {
      const [from, to] = [readTable(original), readTable(translation)];
      assert.deepEqual(Object.keys(to), Object.keys(from), 'run `npm run l10n`');
      for (const [key, text] of Object.entries(from)) {
        const translated = to[key] ?? '';
        assert.notEqual(translated.trim(), '', key);
        assert.deepEqual(sorted(placeholdersOf(translated)), sorted(placeholdersOf(text)), key);
        const links = /\]\(([^)]*)\)/g;
        assert.deepEqual(allMatches([translated], links), allMatches([text], links), key);
      }
    });
  }
});
