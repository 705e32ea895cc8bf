import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';

/**
 * What VS Code runs in its extension host: every bundled test file in the folder that TEST_SUITE names, in the order of
 * their names. Rejects when a test failed or there was none.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 120_000,
    forbidOnly: true,
    forbidPending: true,
    failZero: true,
    reporter: resolve(__dirname, '../../../test/scripts/countingReporter.cjs'),
  });
  const folder = join(__dirname, process.env['TEST_SUITE'] ?? '.');
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(folder, name));
  }
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} failed`);
}
