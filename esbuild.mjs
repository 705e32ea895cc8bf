/**
 * Builds what ships: the host (dist/extension.cjs), RE2 (dist/re2.cjs, which the host loads with the first pattern that it
 * compiles), what unpacks zstd (dist/zstd.cjs, loaded with the first such layer), the help in files (dist/editor.cjs, loaded when
 * the first one that is shown names a registry of a connection), the reader of image references with its parsers
 * (dist/references.cjs, loaded with the first file that is read), what shows the files of images (dist/files.cjs, loaded with the
 * first of its commands), the texts of the page of an image (dist/imageTexts.cjs, loaded with the first one), the tools for language models (dist/assistant.cjs, loaded with the first call of one) and the pages
 * (dist/webview/<page>.js and <page>.css; what pages share goes into chunks of its own). `--production` minifies, leaves source
 * maps out and holds the sizes to their budget, and collects the licences of what is inside in dist/notices.txt; `--watch` builds
 * again on every change.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** The most bytes that an entry may take with everything it imports at once. */
const budget = {
  host: 700_000,
  onDemand: 160_000,
  editor: 100_000,
  assistant: 60_000,
  references: 200_000,
  files: 200_000,
  thread: 2_000,
  texts: 20_000,
  page: 500_000,
};

const common = {
  bundle: true,
  metafile: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * A fifth of the budget that nothing calls: what gitbeaker limits the requests of its own transport with, which ours replaces, and
 * what reads the queries that it only writes. The map from objects in which a query is searched for circles is Node's own.
 */
const uncalled = {
  name: 'uncalled',
  setup({ onResolve, onLoad }) {
    const namespace = 'uncalled';
    onResolve({ filter: /^(rate-limiter-flexible|picomatch-browser|side-channel)$/ }, ({ path }) => ({
      path,
      namespace,
    }));
    onResolve({ filter: /^\.\/parse$/ }, ({ path, importer }) =>
      /node_modules\/qs\/lib\/index\.js$/.test(importer.replaceAll('\\', '/'))
        ? { path, namespace }
        : undefined,
    );
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: path === 'side-channel' ? 'module.exports = () => new WeakMap();' : 'module.exports = {};',
    }));
  },
};

/**
 * RE2 is a fifth of the host, and most sessions compile no pattern: a class of it is fetched when it is first used. So is the
 * library that unpacks zstd, which few layers are packed with.
 */
const loadedOnDemand = {
  name: 'loaded on demand',
  setup({ onResolve, onLoad }) {
    const namespace = 'loaded-on-demand';
    onResolve({ filter: /^re2js$/ }, ({ path }) => ({ path, namespace }));
    onResolve({ filter: /^\.\/re2\.cjs$/, namespace }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace }, () => ({
      contents: `
        const later = (name) => new Proxy(() => undefined, { get: (_, key) => require('./re2.cjs')[name][key] });
        export const RE2JS = later('RE2JS');
        export const RE2JSException = later('RE2JSException');
        export const RE2JSSyntaxException = later('RE2JSSyntaxException');`,
    }));
    onResolve({ filter: /^fzstd$/ }, ({ path }) => ({ path, namespace: 'zstd-on-demand' }));
    onResolve({ filter: /^\.\/zstd\.cjs$/ }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /./, namespace: 'zstd-on-demand' }, () => ({
      contents: `
        export class Decompress {
          constructor(...given) { return new (require('./zstd.cjs').Decompress)(...given); }
        }`,
    }));
  },
};

/** Puts `file`, a bundle beside the host, where `name` is imported from the module of that name: it is loaded at the first call. */
const onDemand = (name, file) => ({
  name: `${name} on demand`,
  setup({ onResolve, onLoad }) {
    const namespace = `${name}-on-demand`;
    onResolve({ filter: new RegExp(`/${name}\\.ts$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, namespace },
    );
    onResolve({ filter: new RegExp(`^\\./${file}\\.cjs$`), namespace }, ({ path }) => ({
      path,
      external: true,
    }));
    onLoad({ filter: /./, namespace }, () => ({
      contents: `export const ${name} = (...given) => require('./${file}.cjs').${name}(...given);`,
    }));
  },
});

/** Nothing at start needs the parsers, nor what helps in files, nor what shows the files of images. */
const readersOnDemand = [onDemand('readReferences', 'references'), onDemand('readCiFile', 'references')];
const editorOnDemand = onDemand('openEditor', 'editor');
const filesOnDemand = onDemand('filesRoom', 'files');
const imageTextsOnDemand = onDemand('manifestStrings', 'imageTexts');
const toolsOnDemand = onDemand('runTool', 'assistant');

const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };

const re2 = { ...node, entryPoints: ['re2js'], outfile: 'dist/re2.cjs' };

const zstd = { ...node, entryPoints: ['fzstd'], outfile: 'dist/zstd.cjs' };

const references = {
  ...node,
  stdin: {
    contents: `
      export { readReferences } from './readReferences.ts';
      export { readCiFile } from './ci/readCiFile.ts';`,
    resolveDir: 'src/domain/references',
    loader: 'ts',
  },
  outfile: 'dist/references.cjs',
  // The main file of jsonc-parser cannot be bundled.
  mainFields: ['module', 'main'],
};

const editor = {
  ...node,
  entryPoints: ['src/editor/openEditor.ts'],
  outfile: 'dist/editor.cjs',
  external: ['vscode'],
  plugins: readersOnDemand,
};

const files = {
  ...node,
  entryPoints: ['src/wiring/filesRoom.ts'],
  outfile: 'dist/files.cjs',
  external: ['vscode'],
};

/** The texts of the page of an image, loaded with the first one. */
const imageTexts = {
  ...node,
  entryPoints: ['src/panels/images/manifestStrings.ts'],
  outfile: 'dist/imageTexts.cjs',
  external: ['vscode'],
};

const assistant = {
  ...node,
  entryPoints: ['src/assistant/runTool.ts'],
  outfile: 'dist/assistant.cjs',
  plugins: [loadedOnDemand],
};

/** The thread that reads long files; the reader is loaded in it. */
const thread = {
  ...node,
  entryPoints: ['src/wiring/referenceThread.ts'],
  outfile: 'dist/referenceThread.cjs',
  plugins: readersOnDemand,
};

const host = {
  ...node,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.cjs',
  external: ['vscode', 'keytar'],
  // `rest` binds every class of `core` to a transport at start, so that none can be left out; we bring our own transport.
  alias: { '@gitbeaker/rest': '@gitbeaker/core' },
  plugins: [
    uncalled,
    loadedOnDemand,
    ...readersOnDemand,
    editorOnDemand,
    filesOnDemand,
    imageTextsOnDemand,
    toolsOnDemand,
  ],
};

/** A page is a folder of webview/ with a main.ts; its style sheet is what main.ts imports, or the folder's main.css. */
function pageEntries() {
  const entries = [];
  for (const page of readdirSync('webview')) {
    const main = `webview/${page}/main.ts`;
    if (!existsSync(main)) continue;
    entries.push({ in: main, out: page });
    if (existsSync(`webview/${page}/main.css`)) entries.push({ in: `webview/${page}/main.css`, out: page });
  }
  return entries;
}

const pages = {
  ...common,
  entryPoints: pageEntries(),
  outdir: 'dist/webview',
  platform: 'browser',
  format: 'esm',
  target: 'chrome134',
  splitting: true,
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]',
  loader: { '.ttf': 'file' },
};

/** What is built, in this order, with its budget; what VS Code loads first is built late, when the rest is there. */
const builds = [
  ['re2', re2, budget.onDemand],
  ['zstd', zstd, budget.onDemand],
  ['references', references, budget.references],
  ['referenceThread', thread, budget.thread],
  ['editor', editor, budget.editor],
  ['files', files, budget.files],
  ['imageTexts', imageTexts, budget.texts],
  ['assistant', assistant, budget.assistant],
  ['host', host, budget.host],
  ['pages', pages, budget.page],
];

/** Bytes of an output and of the chunks that it imports statically. */
function sizeOf(outputs, path, seen = new Set()) {
  if (seen.has(path) || outputs[path] === undefined) return 0;
  seen.add(path);
  const { bytes, imports } = outputs[path];
  const needed = imports.filter(({ kind }) => kind === 'import-statement');
  return needed.reduce((sum, imported) => sum + sizeOf(outputs, imported.path, seen), bytes);
}

function checkBudget({ outputs }, limit) {
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined || path.endsWith('.css')) continue;
    const size = sizeOf(outputs, path);
    console.log(`${path}: ${Math.ceil(size / 1000)} kB of ${limit / 1000} kB`);
    if (size <= limit) continue;
    console.error(`${path} is over its budget`);
    process.exitCode = 1;
  }
}

rmSync('dist/webview', { recursive: true, force: true });
for (const { outfile } of builds.map(([, options]) => options).filter(({ outfile }) => outfile !== undefined))
  for (const path of [outfile, `${outfile}.map`]) rmSync(path, { force: true });
mkdirSync('dist/meta', { recursive: true });

/** The licences of all packages that were bundled, as they ask for. */
function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.map((path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const notices = [...new Set(folders)]
    .filter(Boolean)
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? '' : `\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}`;
      return `${name} ${version} (${license})${text}\n`;
    });
  writeFileSync('dist/notices.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
}

async function buildOnce() {
  const metafiles = [];
  for (const [name, options, limit] of builds) {
    const { metafile } = await build(options);
    writeFileSync(`dist/meta/${name}.json`, JSON.stringify(metafile));
    metafiles.push(metafile);
    if (production) checkBudget(metafile, limit);
  }
  if (production) writeNotices(metafiles);
}

if (watch) {
  for (const [, options] of builds) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  // esbuild has printed what is wrong by then; its stack adds nothing.
  await buildOnce().catch(() => (process.exitCode = 1));
}
