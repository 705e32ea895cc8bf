import * as vscode from 'vscode';
import type { BulkForecast, BulkGround } from '../../domain/deletion/bulkForecast.ts';
import type { BulkRule } from '../../domain/deletion/bulkRule.ts';
import { bulkLines, forecastReport } from './bulkText.ts';
import { count } from '../../ui/text/numbers.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import { confirm } from '../../ui/messages.ts';
import { askLine, choose } from '../../ui/questions.ts';

/** What the person decided: send the rule with or without saving the manifests first, or delete the same tags by name. */
export type BulkDecision = 'saveAndSend' | 'send' | 'byName' | undefined;

/** From more tags on, their number has to be typed. */
const mostWithoutTyping = 20;

/** Shows what a rule does before anything is sent, and asks how to go on. `now`: ms since 1970. */
export async function confirmBulk(
  path: string,
  plan: { readonly rule: BulkRule; readonly forecast: BulkForecast; readonly ground: BulkGround },
  now: number,
): Promise<BulkDecision> {
  const { t } = vscode.l10n;
  const { certain, possible } = plan.forecast;
  const all = [...certain, ...possible];
  const images = new Set(all.map(({ digest, name }) => digest ?? name)).size;
  const decisions = new Map<string, BulkDecision | 'list'>([
    [t('Save Manifests and Delete'), 'saveAndSend'],
    [t('Delete Without Undo'), 'send'],
    [t('Delete by Name Instead…'), 'byName'],
    [t('Show All'), 'list'],
  ]);
  const question = t('Let GitLab delete {0} tags from {1} that match the rule?', count(all.length), path);
  const detail = bulkLines(plan, images).join('\n');
  const answer = await confirm(question, detail, ...decisions.keys());
  const first = answer === undefined ? undefined : decisions.get(answer);
  if (first === 'list') await openReport(question, `${detail}\n\n${forecastReport(plan.forecast, now)}\n`);
  const decision = first === 'list' ? await decideBesideList(question, decisions) : first;
  if (decision === undefined || decision === 'byName' || all.length <= mostWithoutTyping) return decision;
  return (await isTyped(all.length)) ? decision : undefined;
}

/** The list stays open beside the question. */
async function decideBesideList(
  title: string,
  decisions: ReadonlyMap<string, BulkDecision | 'list'>,
): Promise<BulkDecision> {
  const labels = [...decisions].flatMap(([label, decision]) => (decision === 'list' ? [] : [label]));
  const chosen = await choose(labels, { title, ignoreFocusOut: true });
  const decision = chosen === undefined ? undefined : decisions.get(chosen);
  return decision === 'list' ? undefined : decision;
}

async function isTyped(tags: number): Promise<boolean> {
  const { t } = vscode.l10n;
  const sentence = t('delete {0} tags', count(tags));
  const typed = await askLine({
    title: t('Delete {0} tags?', count(tags)),
    prompt: t('Type “{0}” to send the rule.', sentence),
    placeHolder: sentence,
    ignoreFocusOut: true,
    validateInput: (text) => (text === sentence ? undefined : t('Type “{0}” to send the rule.', sentence)),
  });
  return typed === sentence;
}
