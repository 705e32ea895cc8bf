import * as vscode from 'vscode';
import { isNode, isParent, type Node, type ParentNode, type TagNode } from '../../tree/nodes.ts';
import { tell } from '../../ui/messages.ts';
import { choose } from '../../ui/questions.ts';
import { withProgress } from '../../ui/progress.ts';
import { unlessCancelled } from '../../base/cancellation.ts';

/** What choosing a row needs of the tree. */
export interface Rows {
  /** The rows below a row, or the connections. */
  getChildren(node?: Node): Promise<readonly Node[]>;
  getTreeItem(node: Node): vscode.TreeItem;
  getParent(node: Node): Node | undefined;
}

/** The tag whose page stands in front; `undefined` where no page of a tag does. */
export type ShownTag = () => Promise<TagNode | undefined>;

/** Finds the rows that a command is about, wherever it was called from. */
export interface Targets {
  /**
   * The row of a menu, else the tag of the page whose title bar was clicked, else the only selected row or what it is below, else
   * one that the person picks. `undefined` when they give up.
   */
  one<K extends Node['kind']>(
    kinds: readonly K[],
    node: unknown,
  ): Promise<Extract<Node, { kind: K }> | undefined>;
  /** The selected rows when the menu's row is one of them, else the menu's row; else the selection; else picked ones. */
  many<K extends Node['kind']>(
    kinds: readonly K[],
    node: unknown,
    nodes: unknown,
  ): Promise<readonly Extract<Node, { kind: K }>[]>;
}

interface RowPick extends vscode.QuickPickItem {
  readonly node: Node;
}

/**
 * `selection`: what is selected in the view, for the keyboard and the palette, which pass no row. `shown`: for buttons in the
 * title bar of a page, which pass its address.
 */
export function createTargets(
  rows: Rows,
  selection: () => readonly Node[],
  shown: ShownTag = () => Promise.resolve(undefined),
): Targets {
  const pick = async (kinds: readonly Node['kind'][]): Promise<Node | undefined> => {
    const only = await onlyConnection(rows);
    if (only !== undefined && kinds.includes(only.kind)) return only;
    let parent: ParentNode | undefined = only;
    for (;;) {
      const chosen = await pickBelow(rows, parent, kinds);
      if (chosen === undefined || kinds.includes(chosen.kind)) return chosen;
      if (!isParent(chosen)) return undefined;
      parent = chosen;
    }
  };
  const one: Targets['one'] = async (kinds, node) => {
    if (isKind(kinds, node)) return node;
    const inFront = isPage(node) ? await shown() : undefined;
    const near = inFront ?? nearest(rows, kinds, selection());
    if (isKind(kinds, near)) return near;
    const picked = await pick(kinds);
    return isKind(kinds, picked) ? picked : undefined;
  };
  const many: Targets['many'] = async (kinds, node, nodes) => {
    const given = Array.isArray(nodes) ? nodes.filter((row) => isKind(kinds, row)) : [];
    if (given.length > 0) return given;
    if (isKind(kinds, node)) return [node];
    const inFront = isPage(node) ? await shown() : undefined;
    if (isKind(kinds, inFront)) return [inFront];
    const selected = selection().filter((row) => isKind(kinds, row));
    if (selected.length > 0) return selected;
    const picked = await pick(kinds);
    return isKind(kinds, picked) ? [picked] : [];
  };
  return { one, many };
}

/** What VS Code passes from the title bar of a page. */
function isPage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'scheme' in value && value.scheme === 'webview-panel';
}

/** The only selected row of such a kind; else the row of such a kind that the only selected row is below. */
function nearest(rows: Rows, kinds: readonly Node['kind'][], selection: readonly Node[]): Node | undefined {
  const fitting = selection.filter((row) => kinds.includes(row.kind));
  if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  let row = selection.length === 1 ? selection[0] : undefined;
  while (row !== undefined && !kinds.includes(row.kind)) row = rows.getParent(row);
  return row;
}

/** Where there is one connection only, nobody has to choose it. */
async function onlyConnection(rows: Rows): Promise<ParentNode | undefined> {
  const [first, second] = await rows.getChildren();
  return second === undefined && first?.kind === 'connection' ? first : undefined;
}

function isKind<K extends Node['kind']>(
  kinds: readonly K[],
  value: unknown,
): value is Extract<Node, { kind: K }> {
  return isNode(value) && kinds.some((kind) => kind === value.kind);
}

async function pickBelow(
  rows: Rows,
  parent: Node | undefined,
  kinds: readonly Node['kind'][],
): Promise<Node | undefined> {
  const load = async (): Promise<readonly RowPick[]> => {
    const children = await rows.getChildren(parent);
    const usable = children.filter((row) => kinds.includes(row.kind) || isParent(row));
    return usable.map((node) => pickOf(node, rows.getTreeItem(node)));
  };
  const items = await withProgress(vscode.l10n.t('Loading…'), (signal) => unlessCancelled(load(), signal));
  if (items.length === 0) {
    await tell(vscode.l10n.t('No items available.'));
    return undefined;
  }
  const title =
    parent === undefined ? vscode.l10n.t('Choose a connection') : textOf(rows.getTreeItem(parent).label);
  const chosen = await choose(items, { title, matchOnDescription: true });
  return chosen?.node;
}

function pickOf(node: Node, item: vscode.TreeItem): RowPick {
  const icon = item.iconPath instanceof vscode.ThemeIcon ? `$(${item.iconPath.id}) ` : '';
  const description = typeof item.description === 'string' ? { description: item.description } : {};
  return { label: icon + textOf(item.label), ...description, node };
}

function textOf(label: string | vscode.TreeItemLabel | undefined): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}
