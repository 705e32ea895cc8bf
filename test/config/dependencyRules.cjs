/** Who may import whom: the table in the design, enforced. `rule(folder, allowed)` forbids everything else. */
const npm = (...names) => names.map((name) => `node_modules/${name}/`);
const folders = {
  'src/base': [],
  'src/domain': ['src/base', ...npm('re2js', 'yaml', 'jsonc-parser')],
  'src/protocol': ['src/domain', 'src/base'],
  'src/net': ['src/domain', 'src/base', ...npm('valibot')],
  'src/gitlab': ['src/net', 'src/domain', 'src/base', ...npm('@gitbeaker/[^/]+', 'valibot')],
  'src/registry': ['src/net', 'src/domain', 'src/base', ...npm('valibot')],
  'src/credentials': ['src/net', 'src/domain', 'src/base', ...npm('keytar', '@github/keytar')],
  'src/connections': [
    'src/credentials',
    'src/gitlab',
    'src/registry',
    'src/net',
    'src/domain',
    'src/base',
    ...npm('valibot'),
  ],
  'src/catalog': [
    'src/connections',
    'src/gitlab',
    'src/registry',
    'src/net',
    'src/domain',
    'src/base',
    ...npm('valibot', 'fzstd'),
  ],
  'src/ui': ['src/domain', 'src/base'],
  'src/tree': ['src/ui', 'src/domain', 'src/base'],
  'src/commands': ['src/ui', 'src/tree/nodes', 'src/domain', 'src/base'],
  'src/panels': ['src/ui', 'src/tree/nodes', 'src/protocol', 'src/domain', 'src/base', ...npm('valibot')],
  'src/editor': ['src/ui', 'src/tree/nodes', 'src/domain', 'src/base'],
  'src/assistant': ['src/ui', 'src/domain', 'src/base'],
  'webview/shared': [
    'src/protocol',
    'src/domain',
    'src/base',
    ...npm('lit[^/]*', '@lit/[^/]+', '@vscode/webview-ui-toolkit'),
  ],
};
const withNode = [
  'src/net',
  'src/gitlab',
  'src/registry',
  'src/credentials',
  'src/connections',
  'src/catalog',
  'src/panels',
];
const withVscode = ['src/ui', 'src/tree', 'src/commands', 'src/panels', 'src/editor', 'src/assistant'];

/**
 * Rooms inside the floors. Pages do not know each other; a room of commands knows its own, `shared`, and what stands here.
 * The catalog's rooms follow one order: each may import the ones after it.
 */
const commandRooms = {
  snippets: ['connections'],
  stale: ['tags'],
  tokens: ['connections'],
};
const catalogOrder = [
  'references',
  'copies',
  'deletion',
  'journal',
  'cleanup',
  'access',
  'files',
  'images',
  'stale',
  'tokens',
  'views',
  'lists',
  'storage',
];

const commandRoomRule = ([room, others]) => ({
  name: `rooms-of-commands-${room}`,
  severity: 'error',
  from: { path: `^src/commands/${room}/` },
  to: {
    path: '^src/commands/',
    pathNot: [room, 'shared', ...others].map((name) => `^src/commands/${name}/`),
  },
});
const catalogRoomRule = (room, index) => ({
  name: `rooms-of-the-catalog-${room}`,
  severity: 'error',
  from: { path: `^src/catalog/${room}/` },
  to: {
    path: '^src/catalog/',
    pathNot: catalogOrder.slice(index).map((name) => `^src/catalog/${name}/`),
  },
});

const rule = ([folder, allowed]) => ({
  name: `imports-of-${folder.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    pathNot: [
      `^${folder}/`,
      ...allowed.map((path) => `^${path}`),
      ...(withNode.includes(folder) ? ['^(node:)?[a-z_/]+$'] : []),
      ...(withVscode.includes(folder) ? ['^vscode$', '^node_modules/@types/vscode/'] : []),
    ],
  },
});

module.exports = {
  forbidden: [
    ...Object.entries(folders).map(rule),
    ...Object.entries(commandRooms).map(commandRoomRule),
    {
      name: 'rooms-of-commands',
      severity: 'error',
      from: {
        path: '^src/commands/([^/]+)/',
        pathNot: `^src/commands/(${Object.keys(commandRooms).join('|')})/`,
      },
      to: { path: '^src/commands/', pathNot: ['^src/commands/$1/', '^src/commands/shared/'] },
    },
    ...catalogOrder.map(catalogRoomRule),
    {
      name: 'rooms-of-the-catalog-have-a-place-in-the-order',
      severity: 'error',
      from: {},
      to: { path: '^src/catalog/', pathNot: `^src/catalog/(${catalogOrder.join('|')})/` },
    },
    {
      name: 'rooms-of-pages',
      severity: 'error',
      from: { path: '^src/panels/([^/]+)/' },
      to: { path: '^src/panels/', pathNot: ['^src/panels/$1/', '^src/panels/shared/'] },
    },
    {
      name: 'no-vscode-below-the-ui',
      severity: 'error',
      from: {
        path: '^src/(base|domain|protocol|net|gitlab|registry|credentials|connections|catalog)/|^webview/',
      },
      to: { path: '^vscode$|@types/vscode' },
    },
    {
      name: 'pages-import-shared-only',
      severity: 'error',
      from: { path: '^webview/([^/]+)/', pathNot: '^webview/shared/' },
      to: {
        pathNot: [
          '^webview/(shared|$1)/',
          '^src/(protocol|domain|base)/',
          '^node_modules/(lit[^/]*|@lit/[^/]+|@vscode/codicons|(@types/)?d3-(array|scale|time))/',
        ],
        path: '.',
      },
    },
    {
      name: 'toolkit-in-one-file',
      severity: 'error',
      from: { pathNot: '^webview/shared/toolkit\\.ts$' },
      to: { path: 'webview-ui-toolkit' },
    },
    {
      name: 'keytar-in-one-file',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/credentials/keychain\\.ts$' },
      to: { path: 'keytar' },
    },
    {
      name: 're2js-in-one-file',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/domain/cleanup/tagPattern\\.ts$' },
      to: { path: 're2js' },
    },
    {
      name: 'fzstd-in-one-file',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/catalog/images/zstd\\.ts$' },
      to: { path: 'fzstd' },
    },
    {
      name: 'parsers-in-references-only',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/domain/references/' },
      to: { path: 'node_modules/(yaml|jsonc-parser)/' },
    },
    {
      name: 'no-product-imports-tests',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { path: '^test/' },
    },
    {
      name: 'box-imports-no-product',
      severity: 'error',
      from: { path: '^test/gitlab/' },
      to: { path: '^(src|webview)/' },
    },
    {
      name: 'composition-root-is-a-leaf',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^src/extension\\.ts$' },
    },
    {
      name: 'wiring-is-part-of-the-composition-root',
      severity: 'error',
      from: { pathNot: '^(test/|src/wiring/|src/extension\\.ts$)' },
      to: { path: '^src/wiring/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(src|webview)/', pathNot: '(^src/extension\\.ts$|\\.d\\.ts$)' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The package esbuild is mistaken for the file of that name.
    exclude: { path: '^esbuild\\.mjs$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require.resolve('./tsconfig.test.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
