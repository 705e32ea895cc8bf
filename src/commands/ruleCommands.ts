import type { CommandTable } from './shared/commandTable.ts';
import { deleteTagsByRule, type RuleDeletion } from './deletion/deleteTagsByRule.ts';
import { selectStaleTags, type StaleFinder } from './stale/selectStaleTags.ts';
import { selectTags } from './tags/selectTags.ts';
import type { Targets } from './shared/targets.ts';
import type { TagDeletion } from './shared/tagDeletion.ts';
import type { WholeTags } from './shared/listedTags.ts';
import type { DeletionHistory } from '../ui/deletion/deletionHistory.ts';

/** What finds many tags by a rule, and what deletes them by one. */
export interface RuleNeeds {
  readonly staleTags: StaleFinder;
  readonly bulkDeletions: RuleDeletion;
}

/** The commands in which a rule says which tags are meant. */
export function ruleCommands(
  targets: Targets,
  needs: RuleNeeds & {
    readonly tree: WholeTags;
    readonly tagDeletion: TagDeletion;
    readonly deletions: DeletionHistory;
  },
): Pick<CommandTable, 'selectTags' | 'selectStaleTags' | 'deleteTagsByRule'> {
  const { staleTags: finder, bulkDeletions: rules, tagDeletion: deletion, deletions: history } = needs;
  return {
    selectTags: selectTags(targets, needs.tree, deletion, Date.now),
    selectStaleTags: selectStaleTags(targets, { finder, deletion }, Date.now),
    deleteTagsByRule: deleteTagsByRule(targets, { rules, deletion, history, now: Date.now }),
  };
}
