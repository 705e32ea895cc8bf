import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The process in which a server of VS Code runs the extensions of its only window. */
export async function extensionHostOf(serverPid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const found = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .find((row) => Number(row?.[2]) === serverPid && row?.[3]?.includes('--type=extensionHost') === true);
  if (found?.[1] === undefined) throw new Error(`No extension host below process ${serverPid ?? '?'}`);
  return Number(found[1]);
}
