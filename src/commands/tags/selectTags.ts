import * as vscode from 'vscode';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import { compileTagFilter, parseTagFilter } from '../../domain/tags/tagFilter.ts';
import { latestOf, readAge } from '../../domain/tags/age.ts';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import { tagNode, type RepositoryNode, type TagNode } from '../../tree/nodes.ts';
import { count, relativeTime } from '../../ui/text/numbers.ts';
import { prefix } from '../../ui/settings.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { exportChosen } from './exportTags.ts';
import { askTagPattern } from './filterTags.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagDeletion } from '../shared/tagDeletion.ts';
import type { WholeTags } from '../shared/listedTags.ts';
import { tell } from '../../ui/messages.ts';
import { askLine, choose, chooseSeveral } from '../../ui/questions.ts';

type Rule = (tag: Tag) => boolean;

/** More tags than that are no list for a quick pick. */
const mostInPick = 20;

/**
 * Chooses tags by a rule, lets the person change a short choice, and asks what to do with them: selecting deletes nothing. `now`: ms since 1970.
 */
export function selectTags(
  targets: Targets,
  tags: WholeTags,
  deletion: TagDeletion,
  now: () => number,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    const rule = row && (await askRule(row.repository.path, now()));
    if (row === undefined || rule === undefined) return;
    const all = await tags.all(row.connectionId, row.repository);
    if (all === undefined) return;
    const found = all.filter(rule);
    if (found.length === 0) {
      await tell(vscode.l10n.t('No tags of {0} match.', row.repository.path));
      return;
    }
    const targetOf = (chosen: readonly Tag[]): DeletionTarget => ({
      connectionId: row.connectionId,
      repository: row.repository,
      tags: chosen,
    });
    const isShort = found.length <= mostInPick;
    const chosen = isShort ? await askTags(row, found, now()) : found.map((tag) => tagNode(row, tag));
    await actOnTags(chosen, [targetOf(chosen.map(({ tag }) => tag))], { deletion, now });
  };
}

/** Asks what to do with chosen tags and does it; nothing without tags. `targets`: the same tags for deletion and its list. */
export async function actOnTags(
  tags: readonly TagNode[],
  targets: readonly DeletionTarget[],
  { deletion, now }: { readonly deletion: TagDeletion; readonly now: () => number },
): Promise<void> {
  const [first] = tags;
  const action = first && (await askAction(tags.length));
  if (action === 'deleteTags') await deletion.run(targets);
  else if (action === 'list') await deletion.run(targets, { asPage: true });
  else if (action === 'export') await exportChosen(tags, now());
  else if (action !== undefined && action !== 'clear')
    await vscode.commands.executeCommand(`${prefix}.${action}`, first, tags);
}

async function askRule(path: string, now: number): Promise<Rule | undefined> {
  const kinds = [
    { label: vscode.l10n.t('Older than…'), ask: () => askAge(now) },
    { label: vscode.l10n.t('Matching…'), ask: () => askPattern(true) },
    { label: vscode.l10n.t('Not matching…'), ask: () => askPattern(false) },
  ];
  const title = vscode.l10n.t('Select tags of {0}', path);
  return (await choose(kinds, { title }))?.ask();
}

/** A tag without a date is never older. */
async function askAge(now: number): Promise<Rule | undefined> {
  const typed = await askLine({
    title: vscode.l10n.t('Select tags that are older than'),
    prompt: vscode.l10n.t('An age, for example 90d or 3 months, or a date'),
    value: '30d',
    ignoreFocusOut: true,
    validateInput: (text) =>
      readAge(text, now) === undefined
        ? vscode.l10n.t('Enter an age, for example 90d, 3 months, or a date like 2026-08-31.')
        : undefined,
  });
  const age = readAge(typed ?? '', now);
  if (age === undefined) return undefined;
  const before = latestOf(age, now);
  return (tag) => Date.parse(dateOfTag(tag) ?? '') < before;
}

async function askPattern(isWanted: boolean): Promise<Rule | undefined> {
  const title = isWanted
    ? vscode.l10n.t('Select tags whose name matches')
    : vscode.l10n.t('Select tags whose name doesn’t match');
  const filter = parseTagFilter((await askTagPattern({ title })) ?? '');
  const matches = filter && compileTagFilter(filter).matches;
  return matches && (({ name }) => matches(name) === isWanted);
}

async function askTags(row: RepositoryNode, tags: readonly Tag[], now: number): Promise<readonly TagNode[]> {
  const items = tags.map((tag) => ({
    label: visible(tag.name),
    description: relativeTime(dateOfTag(tag) ?? '', now) ?? '',
    picked: true,
    tag,
  }));
  const title = vscode.l10n.t('{0} tags of {1}', count(tags.length), row.repository.path);
  const chosen = await chooseSeveral(items, { title, ignoreFocusOut: true });
  return (chosen ?? []).map(({ tag }) => tagNode(row, tag));
}

type Action = 'copyReference' | 'copyPullCommand' | 'export' | 'copyImages' | 'list' | 'clear' | 'deleteTags';

/** What comes first is what Enter does: nothing is deleted by it, and deletion stands last. */
async function askAction(tags: number): Promise<Action | undefined> {
  const actions: readonly { readonly label: string; readonly action: Action }[] = [
    { label: vscode.l10n.t('Copy References'), action: 'copyReference' },
    { label: vscode.l10n.t('Copy Pull Commands'), action: 'copyPullCommand' },
    { label: vscode.l10n.t('Export…'), action: 'export' },
    { label: vscode.l10n.t('Copy to Another Repository…'), action: 'copyImages' },
    { label: vscode.l10n.t('Clear'), action: 'clear' },
    { label: vscode.l10n.t('Review Deletion as List…'), action: 'list' },
    { label: vscode.l10n.t('Delete…'), action: 'deleteTags' },
  ];
  const title =
    tags === 1 ? vscode.l10n.t('1 tag selected') : vscode.l10n.t('{0} tags selected', count(tags));
  const placeHolder = vscode.l10n.t('Choose what to do with them');
  return (await choose(actions, { title, placeHolder }))?.action;
}
