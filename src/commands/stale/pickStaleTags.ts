import * as vscode from 'vscode';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import { speaksForStale, type CommitEvidence } from '../../domain/stale/commitEvidence.ts';
import type { JudgedTag, StaleSearch } from '../../domain/stale/staleSearch.ts';
import { count, relativeTime } from '../../ui/text/numbers.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import { evidenceText, staleLimits } from './staleText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { tell, warn } from '../../ui/messages.ts';
import { createPick } from '../../ui/questions.ts';

/** What the list works with. */
export interface StalePickNeeds {
  /** Looks at the commits of tags; `undefined` when the person stopped it. */
  readonly examine: (
    tags: readonly JudgedTag[],
  ) => Thenable<ReadonlyMap<JudgedTag, CommitEvidence> | undefined>;
  /** ms since 1970. */
  readonly now: number;
}

interface StalePick extends vscode.QuickPickItem {
  readonly judged?: JudgedTag;
}

/** Requests at most, for a tag named after a commit and for any other. */
const requestsPerTag = { commit: 2, other: 5 } as const;

/** Shows the stale tags with what is known of each, all of them ticked. Gives back those that stay ticked. */
export async function pickStaleTags(
  path: string,
  search: StaleSearch,
  needs: StalePickNeeds,
): Promise<readonly JudgedTag[]> {
  const stale = search.judged.filter(({ verdict }) => verdict.code === 'stale');
  if (stale.length > 0) return new StaleList(path, search, needs).pick(stale);
  const named = search.judged.filter(({ verdict }) => verdict.code === 'commit');
  const wish = await tellNothing(path, search, named.length);
  if (wish === 'reasons') await showReasons(path, search);
  const found = wish === 'commits' ? await needs.examine(named) : undefined;
  if (found === undefined) return [];
  const list = new StaleList(path, withEvidence(search, found), needs);
  const gone = list.search.judged.filter(({ evidence }) => evidence && speaksForStale(evidence) === true);
  if (gone.length > 0) return list.pick(gone);
  await showReasons(path, list.search);
  return [];
}

/** The list, which learns more about its tags when it is asked to. */
class StaleList {
  readonly #path: string;
  readonly #needs: StalePickNeeds;
  readonly #pick = createPick<StalePick>();
  search: StaleSearch;

  constructor(path: string, search: StaleSearch, needs: StalePickNeeds) {
    this.#path = path;
    this.#needs = needs;
    this.search = search;
  }

  pick(stale: readonly JudgedTag[]): Promise<readonly JudgedTag[]> {
    const { t } = vscode.l10n;
    const pick = this.#pick;
    pick.placeholder = t('Clear the tags you want to keep');
    pick.canSelectMany = true;
    pick.ignoreFocusOut = true;
    pick.matchOnDetail = true;
    this.#show(stale, stale);
    return new Promise((resolve) => {
      const end = (chosen: readonly JudgedTag[]): void => {
        resolve(chosen);
        pick.dispose();
      };
      pick.onDidTriggerButton((button) => void this.#press(button));
      pick.onDidAccept(() => end(this.#ticked()));
      pick.onDidHide(() => end([]));
      pick.show();
    });
  }

  #show(rows: readonly JudgedTag[], ticked: readonly JudgedTag[]): void {
    const pick = this.#pick;
    const isOneRepository = new Set(rows.map(({ repository }) => repository.path)).size === 1;
    const items = rows.map((judged) => itemOf(judged, isOneRepository, this.#needs.now));
    const limits = staleLimits(this.search).map((label) => ({
      label,
      kind: vscode.QuickPickItemKind.Separator,
    }));
    pick.title = vscode.l10n.t(
      '{0} of {1} tags of {2} are stale',
      count(rows.length),
      count(this.search.judged.length),
      this.#path,
    );
    pick.items = [...limits.slice(1), ...items];
    const wanted = new Set(ticked);
    pick.selectedItems = items.filter(({ judged }) => judged && wanted.has(judged));
    pick.buttons = buttonsOf(this.#rows(), this.#named());
  }

  /** All rows but separators. */
  #rows(): readonly JudgedTag[] {
    return this.#pick.items.flatMap(({ judged }) => judged ?? []);
  }

  #ticked(): readonly JudgedTag[] {
    return this.#pick.selectedItems.flatMap(({ judged }) => judged ?? []);
  }

  #named(): readonly JudgedTag[] {
    return this.search.judged.filter(
      ({ verdict, evidence }) => verdict.code === 'commit' && evidence === undefined,
    );
  }

  async #press(button: vscode.QuickInputButton): Promise<void> {
    const icon = button.iconPath instanceof vscode.ThemeIcon ? button.iconPath.id : '';
    if (icon === 'list-unordered') await showReasons(this.#path, this.search);
    else await this.#learn(icon === 'git-commit' ? this.#ticked() : this.#named());
  }

  /** What speaks against a tag unticks it; a tag named after a commit that is gone joins the list. */
  async #learn(tags: readonly JudgedTag[]): Promise<void> {
    const [rows, ticked] = [this.#rows(), this.#ticked()];
    this.#pick.enabled = false;
    const found = await this.#needs.examine(tags);
    this.#pick.enabled = true;
    if (found === undefined) return;
    this.search = withEvidence(this.search, found);
    const [listed, wanted] = [tagsOf(rows), tagsOf(ticked)];
    const speaks = ({ evidence }: JudgedTag): boolean | undefined => evidence && speaksForStale(evidence);
    const fresh = this.search.judged.filter(
      (one) => listed.has(one.tag) || (one.verdict.code === 'commit' && speaks(one) === true),
    );
    this.#show(
      fresh,
      fresh.filter((one) => (wanted.has(one.tag) || !listed.has(one.tag)) && speaks(one) !== false),
    );
  }
}

function tagsOf(judged: readonly JudgedTag[]): ReadonlySet<Tag> {
  return new Set(judged.map(({ tag }) => tag));
}

function withEvidence(search: StaleSearch, found: ReadonlyMap<JudgedTag, CommitEvidence>): StaleSearch {
  const judged = search.judged.map((one) => {
    const evidence = found.get(one);
    return evidence === undefined ? one : { ...one, evidence };
  });
  return { ...search, judged };
}

function buttonsOf(
  rows: readonly JudgedTag[],
  named: readonly JudgedTag[],
): readonly vscode.QuickInputButton[] {
  const { t } = vscode.l10n;
  const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
  return [
    button(
      'git-commit',
      t(
        'Check the Commits of the Selected Tags (up to {0} Requests)',
        count(rows.length * requestsPerTag.other),
      ),
    ),
    ...(named.length === 0 ? [] : [button('add', namedText(named.length))]),
    button('list-unordered', t('Show the Reasons for All Tags')),
  ];
}

function namedText(tags: number): string {
  const requests = count(tags * requestsPerTag.commit);
  return vscode.l10n.t('Check {0} Tags Named After a Commit (up to {1} Requests)', count(tags), requests);
}

function itemOf(judged: JudgedTag, isOneRepository: boolean, now: number): StalePick {
  const { repository, tag } = judged;
  const notes = [isOneRepository ? undefined : repository.path, relativeTime(dateOfTag(tag) ?? '', now)];
  return {
    judged,
    label: visible(tag.name),
    description: visible(notes.filter((note) => note !== undefined).join(' · ')),
    detail: evidenceText(judged),
  };
}

async function tellNothing(
  path: string,
  search: StaleSearch,
  named: number,
): Promise<'reasons' | 'commits' | undefined> {
  const { t } = vscode.l10n;
  const [show, look] = [t('Show Reasons'), namedText(named)];
  const buttons = named > 0 ? [look, show] : [show];
  const [, ...limits] = staleLimits(search);
  const text = [t('No tag of {0} is certainly stale.', path), ...limits].join(' ');
  const answer = await (search.unlisted.length > 0 ? warn(text, ...buttons) : tell(text, ...buttons));
  if (answer === look) return 'commits';
  return answer === show ? 'reasons' : undefined;
}

/** Every tag with its reason, stale ones first, in an editor. */
async function showReasons(path: string, search: StaleSearch): Promise<void> {
  const order = ['stale', 'commit', 'unknown', 'kept', 'asks'];
  const sorted = [...search.judged].sort(
    (a, b) => order.indexOf(a.verdict.code) - order.indexOf(b.verdict.code),
  );
  const lines = sorted.map(
    (judged) => `${visible(`${judged.repository.path}:${judged.tag.name}`)}\t${evidenceText(judged)}`,
  );
  const title = vscode.l10n.t('Stale tags of {0}', path);
  await openReport(title, [...staleLimits(search), '', ...lines].join('\n'));
}
