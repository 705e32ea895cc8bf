import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'mocha';
import { root } from '../scripts/extensionHostTests.ts';
import { openPages } from '../vscode/workbench.ts';

const folder = join(root, 'dist/test/failures');

/** Mocha's root hooks: a failed test leaves a picture of each VS Code that was open, in dist/test/failures. */
export const mochaHooks = {
  async afterEach(this: { readonly currentTest?: Test }): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    mkdirSync(folder, { recursive: true });
    const name = this.currentTest.fullTitle().replace(/[^\w.]+/g, '-');
    for (const page of openPages) await page.screenshot({ path: join(folder, `${name}.png`) });
  },
};
