import * as vscode from 'vscode';
import { isSame, type CopyPlan } from '../../domain/copies/copyPlan.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { confirm } from '../../ui/messages.ts';

/** Says what moving does and asks whether the first half of it, copying, may begin. */
export async function confirmMove(
  plans: readonly CopyPlan[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const { t } = vscode.l10n;
  const tags = plans.flatMap((plan) => plan.tags);
  const same = tags.filter(isSame).length;
  const number = count(tags.length);
  const question =
    tags.length === 1
      ? t('Move one tag from “{0}” to “{1}”?', visible(from), visible(to))
      : t('Move {0} tags from “{1}” to “{2}”?', number, visible(from), visible(to));
  const detail = [
    ...plans.slice(0, 10).map((plan) => visible(`${plan.from} → ${plan.to} (${count(plan.tags.length)})`)),
    ...(plans.length > 10 ? [t('and {0} more', count(plans.length - 10))] : []),
    '',
    ...(same === 0 ? [] : [t('{0} of them already exist there and aren’t copied again.', count(same))]),
    t(
      'Every tag is copied and its digest is verified there. You’re asked again before anything is deleted here.',
    ),
    t(
      'GitLab refuses to rename or transfer a project that has image tags. Newer versions allow it if the registry has a metadata database and the project is moved within its top-level group. Everyone who pulls the images by their old path has to use the new one.',
    ),
  ].join('\n');
  const button = tags.length === 1 ? t('Copy the Tag') : t('Copy {0} Tags', number);
  return (await confirm(question, detail, button)) === button;
}
