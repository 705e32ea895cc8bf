import * as vscode from 'vscode';
import { dateOfTag } from '../domain/tag.ts';
import type { JudgedTag, StaleSearch } from '../domain/stale/staleSearch.ts';
import { count, relativeTime } from './numbers.ts';
import { openReport } from './reportDocument.ts';
import { staleLimits, staleText } from './staleText.ts';
import { visible } from './visibleText.ts';

interface StalePick extends vscode.QuickPickItem {
  readonly judged: JudgedTag;
}

/** Shows the stale tags with what is known of each, all of them ticked. Gives back those that stay ticked. `now`: ms since 1970. */
export async function pickStaleTags(
  path: string,
  search: StaleSearch,
  now: number,
): Promise<readonly JudgedTag[]> {
  const { t } = vscode.l10n;
  const stale = search.judged.filter(({ verdict }) => verdict.code === 'stale');
  if (stale.length === 0) {
    await tellNothing(path, search);
    return [];
  }
  const reasons = {
    iconPath: new vscode.ThemeIcon('list-unordered'),
    tooltip: t('Show the Reasons for All Tags'),
  };
  const pick = vscode.window.createQuickPick<StalePick>();
  pick.title = t('{0} of {1} tags of {2} are stale', count(stale.length), count(search.judged.length), path);
  pick.placeholder = t('Untick what is to stay. The button above shows why the other tags are not here.');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  pick.buttons = [reasons];
  const isOneRepository = new Set(stale.map(({ repository }) => repository.path)).size === 1;
  pick.items = stale.map((judged) => itemOf(judged, isOneRepository, now));
  pick.selectedItems = pick.items;
  return new Promise((resolve) => {
    const end = (chosen: readonly JudgedTag[]): void => {
      resolve(chosen);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => void showReasons(path, search));
    pick.onDidAccept(() => end(pick.selectedItems.map(({ judged }) => judged)));
    pick.onDidHide(() => end([]));
    pick.show();
  });
}

function itemOf(judged: JudgedTag, isOneRepository: boolean, now: number): StalePick {
  const { repository, tag, verdict } = judged;
  const notes = [isOneRepository ? undefined : repository.path, relativeTime(dateOfTag(tag) ?? '', now)];
  return {
    judged,
    label: visible(tag.name),
    description: visible(notes.filter((note) => note !== undefined).join(' · ')),
    detail: staleText(verdict),
  };
}

async function tellNothing(path: string, search: StaleSearch): Promise<void> {
  const { t } = vscode.l10n;
  const show = t('Show Reasons');
  const [, ...limits] = staleLimits(search);
  const text = [t('No tag of {0} is certainly stale.', path), ...limits].join(' ');
  const answer = await (search.unlisted.length > 0
    ? vscode.window.showWarningMessage(text, show)
    : vscode.window.showInformationMessage(text, show));
  if (answer === show) await showReasons(path, search);
}

/** Every tag with its reason, stale ones first, in an editor. */
async function showReasons(path: string, search: StaleSearch): Promise<void> {
  const order = ['stale', 'commit', 'unknown', 'kept', 'asks'];
  const sorted = [...search.judged].sort(
    (a, b) => order.indexOf(a.verdict.code) - order.indexOf(b.verdict.code),
  );
  const lines = sorted.map(
    ({ repository, tag, verdict }) => `${visible(`${repository.path}:${tag.name}`)}\t${staleText(verdict)}`,
  );
  const title = vscode.l10n.t('Stale tags of {0}', path);
  await openReport(title, [...staleLimits(search), '', ...lines].join('\n'));
}
