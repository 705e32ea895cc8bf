import type { CommandTable } from './commandTable.ts';
import type { PullTool } from '../domain/pullCommand.ts';
import { copyAs, type FactSource } from './copyAs.ts';
import type { WriteClipboard } from './copyLines.ts';
import { copyPath } from './copyPath.ts';
import { copyPullCommand } from './copyPullCommand.ts';
import { copyPullCommandFor } from './copyPullCommandFor.ts';
import { copyReference } from './copyReference.ts';
import { exportTagList, type ListedTags } from './exportTags.ts';
import { insertReference } from './insertReference.ts';
import type { DigestSource } from './lookUpDigests.ts';
import type { Memory } from './memory.ts';
import { runInTerminal } from './runInTerminal.ts';
import type { WholeTags } from './selectTags.ts';
import type { TagViewStore } from './sortTags.ts';
import type { Targets } from './targets.ts';

/** What the ways out of this extension need beside what other commands need too. */
export interface WaysOutNeeds {
  readonly facts: FactSource;
  readonly memory: Memory;
}

type WayOut =
  | 'copyPullCommand'
  | 'copyPullCommandFor'
  | 'copyReference'
  | 'copyDigestReference'
  | 'copyPinnedReference'
  | 'copyPath'
  | 'copyAs'
  | 'insertReference'
  | 'runInTerminal'
  | 'exportTags';

/** The commands that carry references out of this extension: to the clipboard, editors, terminals and files. */
export function waysOut(
  targets: Targets,
  needs: {
    readonly waysOut: WaysOutNeeds;
    readonly digests: DigestSource & ListedTags;
    readonly tree: WholeTags;
    readonly tagViews: TagViewStore;
    readonly writeClipboard: WriteClipboard;
    readonly preferredPullTool: () => PullTool;
  },
): Pick<CommandTable, WayOut> {
  const { facts, memory } = needs.waysOut;
  const { digests, preferredPullTool: preferred, writeClipboard: write } = needs;
  return {
    copyPullCommand: copyPullCommand(targets, write, preferred),
    copyPullCommandFor: copyPullCommandFor(targets, write, preferred),
    copyReference: copyReference(targets, write, digests, 'tag'),
    copyDigestReference: copyReference(targets, write, digests, 'digest'),
    copyPinnedReference: copyReference(targets, write, digests, 'pinned'),
    copyPath: copyPath(targets, write),
    copyAs: copyAs(targets, write, { digests, facts, memory }),
    insertReference: insertReference(targets, { digests, memory, preferred }),
    runInTerminal: runInTerminal(targets, { digests, facts, memory, preferred }),
    exportTags: exportTagList(
      targets,
      { whole: needs.tree, lists: digests, views: needs.tagViews },
      Date.now,
    ),
  };
}
