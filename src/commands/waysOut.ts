import type { CommandTable } from './commandTable.ts';
import { copyAs, type FactSource, type Memory } from './copyAs.ts';
import type { WriteClipboard } from './copyLines.ts';
import type { DigestSource } from './lookUpDigests.ts';
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
  },
): Pick<CommandTable, 'copyAs'> {
  const { facts, memory } = needs.waysOut;
  return {
    copyAs: copyAs(targets, needs.writeClipboard, { digests: needs.digests, facts, memory }),
  };
}
