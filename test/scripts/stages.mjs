/**
 * The stages of `npm test`. Each is a Node program with its arguments.
 * - `lane`: stages of one lane run one after the other; the lanes `windows`, `checks` and `stack` run beside each other between
 *   `first` and `last`. Tests wait more than they compute, so two processors carry three lanes; two windows of VS Code are open
 *   for a part of the time only. What writes dist/ stands alone.
 * - `tests`: it reports tests, so reporting none is a failure.
 * - `timeout`: ms, five minutes without it.
 */
export const lanes = [['first'], ['windows', 'checks', 'stack'], ['last']];

const minute = 60_000;
const script = (name, ...args) => ['--import', 'tsx', `test/scripts/${name}.ts`, ...args];
const types = (project) => ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
const mocha = (config, ...args) => [
  'node_modules/mocha/bin/mocha.js',
  ...['--config', `test/config/${config}.json`],
  ...['--reporter', 'test/scripts/countingReporter.cjs', ...args],
];
/** The tests that click in VS Code, but those whose names begin with other letters; in halves, each with its own time. */
const clicks = (others) =>
  script('e2e', '--ignore', 'test/e2e/*/**', '--ignore', `test/e2e/${others}*.test.ts`);
const lint = ['-c', 'test/config/eslint.config.mjs', '--max-warnings=0', '.'];
const imports = ['--config', 'test/config/dependencyRules.cjs', 'src', 'webview', 'test'];

export const stages = [
  { lane: 'first', name: 'build', args: ['esbuild.mjs', '--production'] },
  { lane: 'windows', name: 'integration', args: script('integration'), tests: true },
  { lane: 'windows', name: 'e2e a to l', args: clicks('[m-z]'), tests: true, timeout: 12 * minute },
  { lane: 'checks', name: 'types of the host', args: types('tsconfig.json') },
  { lane: 'checks', name: 'types of the pure parts', args: types('test/config/tsconfig.pure.json') },
  { lane: 'checks', name: 'types of the pages', args: types('test/config/tsconfig.webview.json') },
  { lane: 'checks', name: 'types of the tests', args: types('test/config/tsconfig.test.json') },
  { lane: 'checks', name: 'lint', args: ['node_modules/eslint/bin/eslint.js', ...lint] },
  {
    lane: 'checks',
    name: 'format',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  {
    lane: 'checks',
    name: 'imports',
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...imports],
  },
  {
    lane: 'checks',
    name: 'unused code',
    args: ['node_modules/knip/bin/knip.js', '--config', 'test/config/knip.json', '--no-progress'],
  },
  {
    lane: 'checks',
    name: 'unit',
    args: mocha('mocha', '--reporter-option', 'base=dot'),
    tests: true,
  },
  { lane: 'checks', name: 'conformance', args: script('conformance') },
  { lane: 'checks', name: 'e2e m to z', args: clicks('[a-l]'), tests: true, timeout: 12 * minute },
  {
    lane: 'stack',
    name: 'stack',
    args: mocha('mocha.e2e', '--ignore', 'test/e2e/*.test.ts'),
    tests: true,
    timeout: 12 * minute,
  },
  { lane: 'last', name: 'packaged', args: script('packaged'), tests: true },
];
