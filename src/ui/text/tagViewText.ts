import * as vscode from 'vscode';
import { tagFilterText } from '../../domain/tags/tagFilter.ts';
import { usualOrder, type TagOrder } from '../../domain/tags/tagOrder.ts';
import type { TagView } from '../../domain/tags/tagView.ts';

const { t } = vscode.l10n;

/** An order as a choice names it. */
export function orderText(order: TagOrder): string {
  const texts: Readonly<Record<TagOrder, string>> = {
    newest: t('newest first'),
    oldest: t('oldest first'),
    name: t('by name'),
    version: t('highest version first'),
    largest: t('largest first'),
    smallest: t('smallest first'),
  };
  return texts[order];
}

/** “highest version first · filter: mr-* · grouped”; `undefined` for the usual view. */
export function tagViewText({ order, filter, isGrouped }: TagView): string | undefined {
  const parts = [
    order === usualOrder ? undefined : orderText(order),
    filter === undefined ? undefined : t('filter: {0}', tagFilterText(filter)),
    isGrouped === true ? t('grouped') : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}
