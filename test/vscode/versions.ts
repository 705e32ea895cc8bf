/** The oldest VS Code that the extension supports: `engines.vscode` in package.json. */
export const OLDEST = '1.100.3';

/** The newest VS Code that the tests run in. */
export const NEWEST = '1.139.1';
