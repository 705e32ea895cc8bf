import * as vscode from 'vscode';
import { formatPlatform, type Platform } from '../../domain/platform.ts';
import { referenceForms, type ReferenceForm } from '../../domain/snippets/snippetImage.ts';
import { referenceFormLabel } from './snippetText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { createPick } from '../../ui/questions.ts';

/** How a person wants images written: remembered for the next time, but for the platform. */
export interface SnippetChoice {
  readonly id: string;
  readonly by: ReferenceForm;
  readonly platform: Platform | undefined;
}

/** One form in the list. */
export interface SnippetRow {
  readonly id: string;
  readonly label: string;
  readonly preview: string;
  /** Heading of the group that the row belongs to; rows of a group stand together. */
  readonly group: string;
}

/** What is found out while the list is open already. */
export interface FoundFacts {
  readonly platforms: readonly Platform[];
  readonly isChart: boolean;
}

/** What the list shows. */
export interface SnippetList {
  readonly title: string;
  readonly last: { readonly id: string; readonly by: ReferenceForm } | undefined;
  rows(choice: Omit<SnippetChoice, 'id'>, facts: FoundFacts | undefined): readonly SnippetRow[];
  /** Nothing is said when it rejects: without facts there is no platform to choose. */
  facts(signal: AbortSignal): Promise<FoundFacts>;
}

interface Item extends vscode.QuickPickItem {
  readonly act?: 'by' | 'platforms' | { readonly form: string } | { readonly platform: Platform | undefined };
}

interface State {
  by: ReferenceForm;
  platform: Platform | undefined;
  facts: FoundFacts | undefined;
  isChoosingPlatform: boolean;
}

/**
 * Asks in which form. The list is there at once, with a preview of each form and what was chosen last on top; two of its rows
 * change how images are referred to and for which platform, and leave it open. `undefined` when the person gave up.
 */
export function pickSnippet(list: SnippetList): Promise<SnippetChoice | undefined> {
  const pick = createPick<Item>();
  const controller = new AbortController();
  const state: State = {
    by: list.last?.by ?? 'tag',
    platform: undefined,
    facts: undefined,
    isChoosingPlatform: false,
  };
  Object.assign(pick, { title: list.title, matchOnDetail: true, busy: true });
  const draw = (): void => {
    const [active] = pick.activeItems;
    pick.items = state.isChoosingPlatform ? platformItems(state) : formItems(list, state);
    const again = pick.items.find(({ act }) => act !== undefined && isSame(act, active?.act));
    if (again !== undefined) pick.activeItems = [again];
  };
  void list.facts(controller.signal).then(
    (facts) => {
      state.facts = facts;
      pick.busy = false;
      if (!controller.signal.aborted) draw();
    },
    () => (pick.busy = false),
  );
  draw();
  const first = pick.items.find(({ act }) => typeof act === 'object');
  if (first !== undefined) pick.activeItems = [first];
  return new Promise((resolve) => {
    pick.onDidHide(() => {
      controller.abort();
      resolve(undefined);
      pick.dispose();
    });
    pick.onDidAccept(() => {
      const act = pick.activeItems[0]?.act;
      if (typeof act === 'object' && 'form' in act) {
        resolve({ id: act.form, by: state.by, platform: state.platform });
        pick.hide();
        return;
      }
      change(state, act);
      pick.value = '';
      draw();
    });
    pick.show();
  });
}

function change(state: State, act: Item['act']): void {
  if (act === 'by') {
    const next = (referenceForms.indexOf(state.by) + 1) % referenceForms.length;
    state.by = referenceForms[next] ?? 'tag';
  }
  state.isChoosingPlatform = act === 'platforms';
  if (typeof act === 'object' && 'platform' in act) state.platform = act.platform;
}

function isSame(one: NonNullable<Item['act']>, other: Item['act']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function formItems(list: SnippetList, state: State): readonly Item[] {
  const { t } = vscode.l10n;
  const rows = list.rows(state, state.facts);
  const last = rows.find(({ id }) => id === list.last?.id);
  const items: Item[] = last === undefined ? [] : [separator(t('Last used')), itemOf(last)];
  items.push(separator(t('Settings')), {
    label: `$(settings-gear) ${t('Reference images {0}', referenceFormLabel(state.by))}`,
    description: t('select to change'),
    alwaysShow: true,
    act: 'by',
  });
  if ((state.facts?.platforms.length ?? 0) > 0)
    items.push({
      label: `$(settings-gear) ${platformLabel(state.platform)}`,
      description: t('select to change'),
      alwaysShow: true,
      act: 'platforms',
    });
  let group = '';
  for (const row of rows) {
    if (row === last) continue;
    if (row.group !== group) items.push(separator(row.group));
    group = row.group;
    items.push(itemOf(row));
  }
  return items;
}

function platformItems(state: State): readonly Item[] {
  const platforms: readonly (Platform | undefined)[] = [undefined, ...(state.facts?.platforms ?? [])];
  return platforms.map((platform) => ({ label: platformLabel(platform), act: { platform } }));
}

function platformLabel(platform: Platform | undefined): string {
  const { t } = vscode.l10n;
  return platform === undefined
    ? t('For any platform')
    : t('For the platform {0}', visible(formatPlatform(platform)));
}

function itemOf({ id, label, preview }: SnippetRow): Item {
  return { label, detail: preview, act: { form: id } };
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
