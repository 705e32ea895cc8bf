import type { CommandTable } from './commandTable.ts';
import type { PullTool } from '../domain/pullCommand.ts';
import { copyAs, type FactSource } from './copyAs.ts';
import type { WriteClipboard } from './copyLines.ts';
import { insertReference } from './insertReference.ts';
import type { DigestSource } from './lookUpDigests.ts';
import type { Memory } from './memory.ts';
import type { Targets } from './targets.ts';

/** What the ways out of this extension need beside what other commands need too. */
export interface WaysOutNeeds {
  readonly facts: FactSource;
  readonly memory: Memory;
}

/** The commands that carry references out of this extension: to the clipboard, editors, terminals and files. */
export function waysOut(
  targets: Targets,
  needs: {
    readonly waysOut: WaysOutNeeds;
    readonly digests: DigestSource;
    readonly writeClipboard: WriteClipboard;
    readonly preferredPullTool: () => PullTool;
  },
): Pick<CommandTable, 'copyAs' | 'insertReference'> {
  const { facts, memory } = needs.waysOut;
  const { digests, preferredPullTool: preferred } = needs;
  return {
    copyAs: copyAs(targets, needs.writeClipboard, { digests, facts, memory }),
    insertReference: insertReference(targets, { digests, memory, preferred }),
  };
}
