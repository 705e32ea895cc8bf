import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone with the test. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** A new folder that is gone when this process has ended, or when `remove` is called. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const atExit = (): void => {
    try {
      remove();
    } catch {
      // A program that is just ending wrote into it once more.
    }
  };
  process.once('exit', atExit);
  return {
    path,
    remove: () => {
      process.off('exit', atExit);
      remove();
    },
  };
}
