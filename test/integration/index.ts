import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';

/**
 * What VS Code runs in its extension host: every bundled test file beside this one, in the order of their names.
 * Rejects when a test failed.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 30_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: resolve(__dirname, '../../../test/scripts/countingReporter.cjs'),
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} failed`);
}
