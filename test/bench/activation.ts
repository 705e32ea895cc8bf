import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBox } from '../gitlab/box.ts';
import { bundleTests, root, runExtensionHostTests } from '../scripts/extensionHostTests.ts';
import { ensureVsCode } from '../scripts/setup.mjs';
import { temporaryFolder } from '../vscode/temporaryFolder.ts';
import { NEWEST } from '../vscode/versions.ts';
import { tenth, type Figure } from './figures.ts';

interface Result {
  readonly loadMs: number;
  readonly activateMs: number;
  /** Milliseconds since 1970. */
  readonly viewOpenedAt: number;
}

/**
 * `activate()` of the production bundle in a real extension host, with a stored connection. What the box hears before the view is
 * opened is counted; that it hears something afterwards proves that it would have.
 */
export async function measureActivation(): Promise<Figure> {
  const temporary = temporaryFolder('bench');
  const box = await startBox();
  try {
    const resultFile = join(temporary.path, 'result.json');
    const task = JSON.stringify({ url: box.url, token: box.tokens.maintainer, resultFile });
    await bundleTests();
    const vscode = await ensureVsCode(NEWEST);
    const code = await runExtensionHostTests({
      version: NEWEST,
      ...vscode,
      extensionPath: root,
      suite: 'bench',
      env: { BENCH_TASK: task },
      stdio: ['ignore', 2, 2],
    });
    assert.equal(code, 0, 'the extension host did not measure');
    const { loadMs, activateMs, viewOpenedAt } = JSON.parse(readFileSync(resultFile, 'utf8')) as Result;
    const requests = box.log.entries.filter(({ startedAt }) => startedAt < viewOpenedAt).length;
    assert.ok(box.log.count() > requests, 'the opened view asked nothing: nothing was measured');
    return {
      key: 'activation',
      value: { ms: tenth(activateMs), requests, loadMs: tenth(loadMs) },
      bound: 'ms < 30, requests = 0',
      isMet: activateMs < 30 && requests === 0,
    };
  } finally {
    await box.close();
    temporary.remove();
  }
}
