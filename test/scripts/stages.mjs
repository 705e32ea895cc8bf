/**
 * The stages of `npm test`. Each is a Node program with its arguments.
 * - `lane`: stages of one lane run one after the other; the lanes `windows` and `checks` run beside each other between `first` and
 *   `last`. What starts VS Code is in `windows`, and at the end of `checks` as much as makes both end together. What writes dist/
 *   stands alone.
 * - `tests`: it reports tests, so reporting none is a failure.
 * - `isTriedAgain`: its files that failed are run once more in the end, alone, and that is told.
 * - `timeout`: ms, a quarter of an hour without it.
 */
export const lanes = [['first'], ['windows', 'checks'], ['last']];

const minute = 60_000;
const script = (name, ...args) => ['--import', 'tsx', `test/scripts/${name}.ts`, ...args];
const types = (project) => ['node_modules/typescript/bin/tsc', '--noEmit', '-p', project];
const mocha = (config, ...args) => [
  'node_modules/mocha/bin/mocha.js',
  ...['--config', `test/config/${config}.json`],
  ...['--reporter', 'test/scripts/countingReporter.cjs', ...args],
];
/** The tests that click in VS Code, but those whose names begin otherwise; in parts, each with its own time. */
const clicks = (...others) =>
  script('e2e', ...others.flatMap((name) => ['--ignore', `test/e2e/${name}*.test.ts`]));
const lint = ['-c', 'test/config/eslint.config.mjs', '--max-warnings=0', '.'];
const imports = ['--config', 'test/config/dependencyRules.cjs', 'src', 'webview', 'test'];

export const stages = [
  { lane: 'first', name: 'build', args: ['esbuild.mjs', '--production'] },
  { lane: 'windows', name: 'integration', args: script('integration'), tests: true },
  {
    lane: 'windows',
    name: 'e2e a to l',
    args: clicks('[m-z]', 'language'),
    tests: true,
    isTriedAgain: true,
    timeout: 20 * minute,
  },
  {
    lane: 'windows',
    name: 'e2e language',
    args: clicks('[!l]', 'lo'),
    tests: true,
    isTriedAgain: true,
    timeout: 20 * minute,
  },
  {
    lane: 'windows',
    name: 'e2e m to waysIn',
    args: clicks('[a-l]', 'waysOut', 'workspace'),
    tests: true,
    isTriedAgain: true,
    timeout: 20 * minute,
  },
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
  { lane: 'checks', name: 'house rules', args: script('rules') },
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
  {
    lane: 'checks',
    name: "unit in the newest VS Code's Node",
    args: script(
      'unitNewest',
      '--reporter',
      'test/scripts/countingReporter.cjs',
      '--reporter-option',
      'base=dot',
    ),
    tests: true,
  },
  { lane: 'checks', name: 'conformance', args: script('conformance') },
  {
    lane: 'checks',
    name: 'stack',
    args: mocha('mocha.e2e', 'test/e2e/*/**/*.test.ts'),
    tests: true,
    timeout: 20 * minute,
  },
  {
    lane: 'checks',
    name: 'e2e waysOut to z',
    args: clicks('[a-v]', 'waysIn'),
    tests: true,
    isTriedAgain: true,
    timeout: 20 * minute,
  },
  { lane: 'last', name: 'packaged', args: script('packaged'), tests: true },
];

/** The stage that runs some files of clicks once more. */
export const secondTry = (files) => ({
  name: 'e2e once more',
  args: script('e2e', ...files),
  tests: true,
  isTriedAgain: true,
  timeout: 20 * minute,
});
