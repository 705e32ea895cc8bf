import { l10n } from 'vscode';
import type { SaveReview, PolicyDraft } from '../../protocol/cleanup.ts';
import { count } from '../../ui/text/numbers.ts';
import { formOrder } from './draft.ts';
import { differenceText } from './report.ts';
import type { Judged } from './judged.ts';
import { fieldLabel, valueLabel } from './words.ts';

/** What saving would change: the fields, and what becomes of the tags. */
export function reviewOf(saved: PolicyDraft, draft: PolicyDraft, judged: Judged): SaveReview {
  const { effect, baseline, simulation } = judged;
  const fields = formOrder
    .filter((field) => saved[field] !== draft[field])
    .map((field) => ({
      label: fieldLabel(field),
      from: valueLabel(field, saved),
      to: valueLabel(field, draft),
    }));
  let more = 0;
  let fewer = 0;
  let going = 0;
  effect.forEach((one, tag) => {
    if (one === 1) going += 1;
    if (one === 1 && baseline[tag] === 0) more += 1;
    if (one === 0 && baseline[tag] === 1) fewer += 1;
  });
  const isUndecided = simulation.verdicts.some(({ code }) => code === 'undecided');
  const unchanged = formOrder
    .filter((field) => saved[field] === draft[field] && field !== 'enabled' && draft[field] !== '')
    .map((field) => `${fieldLabel(field)}: ${valueLabel(field, draft)}`);
  return {
    fields,
    unchanged: unchanged.join(', '),
    effect: [
      draft.enabled
        ? { icon: 'trash', text: l10n.t('If cleanup ran now, it would delete {0} tags.', count(going)) }
        : { icon: 'circle-slash', text: l10n.t('Cleanup is off afterwards, so GitLab deletes nothing.') },
      ...(more + fewer === 0 ? [] : [{ icon: 'diff', text: differenceText(more, fewer) } as const]),
      ...(isUndecided
        ? [{ icon: 'question', text: l10n.t('The outcome for some tags can’t be predicted.') } as const]
        : []),
      {
        icon: 'watch',
        text: l10n.t('Saving resets the schedule. The next run is one interval from now.'),
      },
    ],
  };
}
