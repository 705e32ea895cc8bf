import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const htmlSinks = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'unsafeHTML', 'unsafeSVG'];

/** What only one file each may call, since what strangers write loses its markup there; and who listens for a cancellation. */
const gates = [
  {
    names: ['showInformationMessage', 'showWarningMessage', 'showErrorMessage', 'setStatusBarMessage'],
    file: 'src/ui/messages.ts',
  },
  { names: ['showInputBox', 'showQuickPick', 'createQuickPick'], file: 'src/ui/questions.ts' },
  { names: ['createInputBox'], file: 'src/ui/inputStep.ts' },
];

const onlyOnce = [
  ...gates.flatMap(({ names, file }) =>
    names.map((name) => ({
      selector: `Identifier[name="${name}"]`,
      message: `Only ${file} calls it.`,
      file,
    })),
  ),
  {
    selector: 'CallExpression > MemberExpression.callee[property.name="withProgress"]',
    message: 'Use withProgress of src/ui/progress.ts.',
    file: 'src/ui/progress.ts',
  },
  {
    selector: 'CallExpression[callee.name="createRegistryClient"]',
    message: 'Registries are entered through createClients, which admits their hosts.',
    file: 'src/connections/clients.ts',
  },
  {
    selector: 'CallExpression[callee.property.name="addEventListener"][arguments.0.value="abort"]',
    message: 'Use onAbort: the eleventh listener of a signal makes Node warn of a leak.',
    file: 'src/base/onAbort.ts',
  },
  {
    selector:
      'IfStatement[consequent.type="ThrowStatement"] > BinaryExpression.test[right.value="cancelled"]',
    message: 'Use unlessFailed or failureUnlessCancelled.',
    file: 'src/base/unlessFailed.ts',
  },
  {
    selector:
      'IfStatement[consequent.type="ThrowStatement"] > CallExpression.test[callee.property.name="is"][arguments.1.value="cancelled"]',
    message: 'Use unlessFailed or failureUnlessCancelled.',
    file: 'src/base/unlessFailed.ts',
  },
];

/** A stranger's text or number has a shape before anything is done with it; there is one set of them. */
const shapes = {
  selector: 'CallExpression[callee.object.name="v"][callee.property.name=/^(?:string|number)$/]',
  message: 'Use a shape of src/net/shapes.ts.',
};

/** The rules but those that a file is there for. */
function onlyOnceBut(file) {
  return ['error', ...onlyOnce.filter((one) => one.file !== file).map(({ file: _, ...rule }) => rule)];
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', 'coverage/'] },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts', 'test/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: './test/config/tsconfig.test.json',
        tsconfigRootDir: new URL('../..', import.meta.url).pathname,
      },
    },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 10],
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    // Texts of strangers meet expressions everywhere: none may take longer than the text is long.
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': onlyOnceBut() } },
  {
    files: ['src/gitlab/**/*.ts', 'src/registry/**/*.ts'],
    rules: { 'no-restricted-syntax': [...onlyOnceBut(), shapes] },
  },
  ...[...new Set(onlyOnce.map(({ file }) => file))].map((file) => ({
    files: [file],
    rules: { 'no-restricted-syntax': onlyOnceBut(file) },
  })),
  {
    files: ['webview/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...htmlSinks.map((name) => ({
          selector: `Identifier[name="${name}"]`,
          message: 'Let lit render; never HTML from text.',
        })),
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name="ok"] BinaryExpression[operator="<"] CallExpression[callee.property.name="now"]',
          message: 'No test asserts a time; times are the bench’s.',
        },
      ],
      'max-lines-per-function': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['it', 'describe'] }] },
      ],
    },
  },
);
