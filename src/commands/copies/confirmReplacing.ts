import * as vscode from 'vscode';
import { isTaken, type CopyPlan, type PlannedCopy } from '../../domain/copies/copyPlan.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { confirm } from '../../ui/messages.ts';

/** How many tags the question names. */
const named = 8;

/** What is to become of tags whose name belongs to another image there. */
export type ReplacingAnswer = 'replace' | 'keep' | 'none';

/**
 * Asks whether images that have names there may lose them, and shows both digests of each. `none` when no name is taken; `keep`, where
 * that is offered, leaves those tags alone and copies the others; `undefined` when the person gives up.
 */
export async function confirmReplacing(
  plans: readonly CopyPlan[],
  canKeep: boolean,
): Promise<ReplacingAnswer | undefined> {
  const { t } = vscode.l10n;
  const taken = plans.flatMap((plan) => plan.tags.filter(isTaken).map((tag) => ({ plan, tag })));
  if (taken.length === 0) return 'none';
  const all = plans.reduce((sum, { tags }) => sum + tags.length, 0);
  const question =
    all === 1
      ? t('The tag belongs to another image there.')
      : t('{0} of {1} tags belong to other images there.', count(taken.length), count(all));
  const lines = taken.slice(0, named).map(({ plan, tag }) => linesOf(plan, tag));
  if (taken.length > named) lines.push(t('and {0} more', count(taken.length - named)));
  const detail = `${lines.join('\n\n')}\n\n${t('Replaced tags will point to the copied image. Their current images lose these tags, and this can’t be undone.')}`;
  const replace = taken.length === 1 ? t('Replace the Tag') : t('Replace {0} Tags', count(taken.length));
  const keep = t('Copy Only the Others');
  const buttons = canKeep && taken.length < all ? [replace, keep] : [replace];
  const chosen = await confirm(question, detail, ...buttons);
  if (chosen === undefined) return undefined;
  return chosen === replace ? 'replace' : 'keep';
}

function linesOf({ to }: CopyPlan, { as, digest, there }: PlannedCopy): string {
  const { t } = vscode.l10n;
  const unknown = t('an image that can’t be read');
  return [
    visible(`${to}:${as}`),
    t('now: {0}', there?.digest ?? unknown),
    t('to come: {0}', digest ?? unknown),
  ].join('\n');
}
