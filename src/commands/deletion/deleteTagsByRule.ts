import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { forecastBulk, type BulkForecast, type BulkGround } from '../../domain/deletion/bulkForecast.ts';
import type { BulkRule } from '../../domain/deletion/bulkRule.ts';
import { isRestorable } from '../../domain/deletion/journalEntry.ts';
import type { DoomedName } from '../../domain/deletion/outcome.ts';
import type { Repository } from '../../domain/repository.ts';
import type { RepositoryNode } from '../../tree/nodes.ts';
import { askBulkRule } from './askBulkRule.ts';
import { showBulkResult, type BulkSeen } from './bulkResult.ts';
import { confirmBulk } from './confirmBulk.ts';
import { count } from '../../ui/text/numbers.ts';
import { restoreEntries } from '../../ui/deletion/restoreEntries.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { TagDeletion } from '../shared/tagDeletion.ts';
import { tell, warn } from '../../ui/messages.ts';
import { untilStopped } from '../../ui/progress.ts';
import type { DeletionHistory } from '../../ui/deletion/deletionHistory.ts';

/** For how long is looked whether a rule that was refused in words is without effect, in ms. */
const refusedIdleMs = 5000;

interface Step {
  readonly signal: AbortSignal;
  readonly onProgress: (count: number) => void;
}

/** Manifests that were saved before a rule was sent. */
interface Saved {
  /** Puts on record which tags are gone; gives back their numbers in the journal. */
  settle(gone: readonly string[]): Promise<readonly string[]>;
  /** Nothing was sent. */
  discard(): Promise<void>;
}

/** Deletes by GitLab's own rule. */
export interface RuleDeletion {
  /** Reads afresh what decides; rejects with `denied` where a rule may not be sent. */
  prepare(connectionId: string, repository: Repository, step: Step): Promise<BulkGround>;
  /** Rejects when a manifest cannot be kept. */
  save(connectionId: string, repository: Repository, tags: readonly DoomedName[], step: Step): Promise<Saved>;
  /** Sent once. A failure: GitLab refused it in words. Rejects when it was certainly not sent. */
  send(connectionId: string, repository: Repository, rule: BulkRule): Promise<'taken' | 'unclear' | Failure>;
  /** Looks until it is done, nothing changes any more for `idleMs` or the signal fires; settles with what is there then. */
  follow(
    connectionId: string,
    repository: Repository,
    watched: {
      readonly before: readonly string[];
      readonly forecast: BulkForecast;
      readonly idleMs?: number;
    },
    step: Step,
  ): Promise<BulkSeen>;
}

/** What the command works with. `now`: ms since 1970. */
export interface RuleDeletionNeeds {
  readonly rules: RuleDeletion;
  readonly deletion: TagDeletion;
  readonly history: DeletionHistory;
  readonly now: () => number;
}

interface Plan {
  readonly rule: BulkRule;
  readonly ground: BulkGround;
  readonly forecast: BulkForecast;
}

/** Has GitLab delete tags by a rule: foretold first, confirmed, sent once, and looked up afterwards. */
export function deleteTagsByRule(targets: Targets, needs: RuleDeletionNeeds): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository'], node);
    const plan = row && (await planFor(row, needs));
    if (row === undefined || plan === undefined) return;
    const { connectionId, repository } = row;
    const decision = await confirmBulk(repository.path, plan, needs.now());
    const doomed = [...plan.forecast.certain, ...plan.forecast.possible];
    if (decision === 'byName') await needs.deletion.run([{ connectionId, repository, tags: doomed }]);
    if (decision === 'send') await sendAndFollow(row, plan, needs);
    if (decision === 'saveAndSend') {
      const title = vscode.l10n.t('Saving manifests of {0}', repository.path);
      const saved = await withSteps(title, doomed.length, (step) =>
        needs.rules.save(connectionId, repository, doomed, step),
      );
      if (saved !== undefined) await sendAndFollow(row, plan, { ...needs, saved });
    }
  };
}

/** `undefined` when the person gave up, or the rule does nothing, or nobody could tell what it does. */
async function planFor(
  { connectionId, repository }: RepositoryNode,
  { rules, now }: RuleDeletionNeeds,
): Promise<Plan | undefined> {
  const { t } = vscode.l10n;
  const title = t('Listing the tags of {0}', repository.path);
  const ground = await withSteps(title, undefined, (step) => rules.prepare(connectionId, repository, step));
  if (ground === undefined) return undefined;
  const names = ground.tags.map(({ name }) => name);
  const rule = await askBulkRule(repository.path, names);
  if (rule === undefined) return undefined;
  const forecast = forecastBulk(rule, ground, now());
  if (forecast === undefined) {
    await warn(
      t(
        'Not all tags or their dates could be listed, so it’s unknown what this rule would delete. Nothing was sent.',
      ),
    );
    return undefined;
  }
  if (forecast.certain.length + forecast.possible.length === 0) {
    await tell(t('This rule deletes none of the {0} tags. Nothing was sent.', count(names.length)));
    return undefined;
  }
  return { rule, ground, forecast };
}

async function sendAndFollow(
  { connectionId, repository }: RepositoryNode,
  { rule, ground, forecast }: Plan,
  needs: RuleDeletionNeeds & { readonly saved?: Saved },
): Promise<void> {
  const { rules, history, saved } = needs;
  const sent = await rules.send(connectionId, repository, rule).catch(async (error: unknown) => {
    await saved?.discard();
    throw error;
  });
  const before = ground.tags.map(({ name }) => name);
  const isRefused = sent instanceof Failure;
  const watched = { before, forecast, ...(isRefused && { idleMs: refusedIdleMs }) };
  const seen = await withSteps(followTitle(sent, repository.path), forecast.certain.length, (step) =>
    rules.follow(connectionId, repository, watched, step),
  );
  if (seen === undefined) return;
  if (isRefused && seen.failure === undefined && seen.gone.length + seen.possibleGone.length === 0) {
    await saved?.discard();
    throw sent;
  }
  const ids = new Set(await saved?.settle([...seen.gone, ...seen.possibleGone]));
  const entries = ids.size === 0 ? [] : await history.entries();
  const undoable = entries.filter((entry) => ids.has(entry.id) && isRestorable(entry));
  const wantsBack = await showBulkResult(repository.path, seen, undoable.length > 0);
  if (wantsBack) await restoreEntries(history, undoable);
}

function followTitle(sent: 'taken' | 'unclear' | Failure, path: string): string {
  const { t } = vscode.l10n;
  if (sent === 'taken') return t('GitLab deletes tags of {0}', path);
  return sent === 'unclear'
    ? t('No response. Checking whether GitLab is deleting tags of {0}', path)
    : t('Refused. Checking whether the tags of {0} are still there', path);
}

/** With a progress that can be cancelled; `undefined` when it was. */
function withSteps<T>(
  title: string,
  total: number | undefined,
  work: (step: Step) => Promise<T>,
): Promise<T | undefined> {
  return untilStopped(title, (signal, report) => {
    const onProgress = (done: number): void =>
      report(
        total === undefined
          ? vscode.l10n.t('{0} tags so far', count(done))
          : vscode.l10n.t('{0} of {1}', count(done), count(total)),
      );
    return work({ signal, onProgress });
  });
}
