import * as vscode from 'vscode';
import { tagOrders, type TagOrder } from '../../domain/tags/tagOrder.ts';
import { orderText } from '../../ui/text/tagViewText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagViewStore } from '../shared/tagViewStore.ts';
import { choose } from '../../ui/questions.ts';

/** Asks for the order of a repository's tags; it is remembered for this repository. */
export function sortTags(targets: Targets, views: TagViewStore): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    if (row === undefined) return;
    const { connectionId, repository } = row;
    const view = views.get(connectionId, repository.id);
    const order = await askOrder(view.order, repository.path);
    if (order !== undefined) await views.change(connectionId, repository.id, { order });
  };
}

async function askOrder(current: TagOrder, path: string): Promise<TagOrder | undefined> {
  const items = tagOrders.map((order) => ({
    label: orderText(order),
    description: order === current ? vscode.l10n.t('as now') : '',
    order,
  }));
  const title = vscode.l10n.t('Sort the tags of {0}', path);
  return (await choose(items, { title }))?.order;
}
