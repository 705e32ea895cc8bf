import * as vscode from 'vscode';
import { isCopied } from '../../domain/copies/copyOutcome.ts';
import { isSame, type CopyPlan } from '../../domain/copies/copyPlan.ts';
import { pathInProject } from '../../domain/copies/repositoryPath.ts';
import type { OrderOutcome } from '../../domain/deletion/order.ts';
import { goneNames } from '../../domain/deletion/outcome.ts';
import type { DeletionTarget } from '../../domain/deletion/target.ts';
import type { Repository } from '../../domain/repository.ts';
import type { ProjectNode, RepositoryNode } from '../../tree/nodes.ts';
import { askRepositoryPath } from './askRepositoryPath.ts';
import { confirmMove } from './confirmMove.ts';
import { confirmReplacing } from './confirmReplacing.ts';
import { withCopyProgress } from './copyProgress.ts';
import { leftText, showCopied, type CopyReport } from './copyResult.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { withProgress } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { hostOf, type ImageCopier } from './copyImages.ts';
import type { Targets } from '../shared/targets.ts';
import type { KnownImages } from '../shared/knownImages.ts';
import { tell, warn } from '../../ui/messages.ts';

/** Copies whole repositories. */
export interface ImageMover extends ImageCopier {
  /** All of a project, as GitLab lists them now. */
  repositoriesOf(
    connectionId: string,
    projectPath: string,
    signal: AbortSignal,
  ): Promise<readonly Repository[]>;
}

/** Deletes tags after a question, and tells what happened to each. */
export interface SourceDeletion {
  run(
    targets: readonly DeletionTarget[],
    options: { readonly onOutcomes: (results: readonly OrderOutcome[]) => void },
  ): Promise<void>;
}

/** What moving works with. */
export interface MoveNeeds {
  readonly mover: ImageMover;
  readonly deletion: SourceDeletion;
  readonly index: Pick<KnownImages, 'images'>;
}

/**
 * Moves the images of a repository or of a whole project to another project: copies every tag, reads every digest there, and only
 * then asks whether the tags may be deleted here. What a run has copied, the next one does not copy again.
 */
export function moveImages(targets: Targets, needs: MoveNeeds): CommandHandler {
  return async (node) => {
    const row = await targets.one(['repository', 'project'], node);
    if (row === undefined) return;
    needs.mover.assertMayCopy(row.connectionId);
    const from = projectOf(row);
    const to = await askProject(row, needs.index);
    if (to === undefined) return;
    const plan = (): Promise<readonly Move[]> =>
      withProgress(vscode.l10n.t('Loading the images of “{0}”', visible(from)), (signal) =>
        planAll(row, to, needs.mover, signal),
      );
    const moves = await plan();
    if (!(await copyAll(moves, { from, to }, needs.mover))) return;
    await deleteCopied(await plan(), { from, to, row }, needs.deletion);
  };
}

interface Move {
  readonly repository: Repository;
  readonly plan: CopyPlan;
}

type Row = RepositoryNode | ProjectNode;

function projectOf(row: Row): string {
  return (row.kind === 'project' ? row.fullPath : row.projectPath).toLowerCase();
}

async function planAll(
  row: Row,
  to: string,
  mover: ImageMover,
  signal: AbortSignal,
): Promise<readonly Move[]> {
  const { connectionId } = row;
  const from = projectOf(row);
  const repositories =
    row.kind === 'project'
      ? await mover.repositoriesOf(connectionId, row.fullPath, signal)
      : [row.repository];
  const moves: Move[] = [];
  for (const repository of repositories) {
    const { location, path } = repository;
    const place = { connectionId, host: hostOf(location), from: path, to: pathInProject(path, from, to) };
    moves.push({ repository, plan: await mover.plan(place, undefined, signal) });
  }
  return moves.filter(({ plan }) => plan.tags.length > 0);
}

interface Way {
  readonly from: string;
  readonly to: string;
}

/** Whether everything is there now; what is not was said. */
async function copyAll(moves: readonly Move[], { from, to }: Way, mover: ImageMover): Promise<boolean> {
  const { t } = vscode.l10n;
  const plans = moves.map(({ plan }) => plan);
  const total = plans.reduce((sum, { tags }) => sum + tags.length, 0);
  if (total === 0) {
    await tell(t('“{0}” has no tags to move.', visible(from)));
    return false;
  }
  const answer = await confirmReplacing(plans, false);
  if (answer === undefined || !(await confirmMove(plans, { from, to }))) return false;
  const title = t('Copying to “{0}”', visible(to));
  const reports = await withCopyProgress(title, total, async (watch) => {
    const done: CopyReport[] = [];
    let before = 0;
    for (const plan of plans) {
      const onDone = (settled: number): void => watch.onDone(before + settled);
      const options = { ...watch, onDone, mayReplace: answer === 'replace' };
      done.push({ from: plan.from, to: plan.to, outcomes: await mover.copy(plan, options) });
      before += plan.tags.length;
    }
    return done;
  });
  if (reports.every(({ outcomes }) => outcomes.every(isCopied))) {
    const left = leftText(reports.flatMap(({ outcomes }) => outcomes));
    if (left !== '') void warn(left);
    return true;
  }
  const hint = t('Nothing was deleted. Move again to continue. What’s already there isn’t copied again.');
  await showCopied(reports, hint);
  return false;
}

/** `moves`: as they stand after the copy, read again. */
async function deleteCopied(
  moves: readonly Move[],
  { from, to, row }: Way & { readonly row: Row },
  deletion: SourceDeletion,
): Promise<void> {
  const { t } = vscode.l10n;
  const different = moves.flatMap(({ plan }) => plan.tags.filter((tag) => !isSame(tag)));
  if (different.length > 0) {
    const names = different.slice(0, 5).map(({ name }) => visible(name));
    const sentence = t(
      'Nothing was deleted: {0} tags were pushed or moved meanwhile ({1}).',
      count(different.length),
      names.join(', '),
    );
    await warn(`${sentence} ${t('Move again to continue. What’s already there isn’t copied again.')}`);
    return;
  }
  const targets = moves.map(({ repository, plan }): DeletionTarget => ({
    connectionId: plan.connectionId,
    repository,
    tags: plan.tags,
    reasons: new Map(
      plan.tags.map(({ name, as }) => [
        name,
        t('is in {0} with the same digest', visible(`${plan.to}:${as}`)),
      ]),
    ),
  }));
  await deletion.run(targets, {
    onOutcomes: (results) => {
      const gone = results.every(({ order, outcomes }) => goneNames(outcomes).size === order.tags.length);
      if (!gone || row.kind !== 'project') return;
      void tell(
        t(
          'All images of “{0}” are now in “{1}”. GitLab can rename or transfer the project.',
          visible(from),
          visible(to),
        ),
      );
    },
  });
}

async function askProject(row: Row, index: Pick<KnownImages, 'images'>): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const from = projectOf(row);
  const known = index
    .images()
    .then((images) =>
      images
        .filter(({ connectionId }) => connectionId === row.connectionId)
        .map(({ projectPath }) => projectPath.toLowerCase()),
    );
  return askRepositoryPath({
    title: t('Select a project for the images of “{0}”', visible(from)),
    placeholder: t('Choose an existing project or type its path'),
    typedNote: t('as typed'),
    known,
    own: from,
    mayBeBelow: false,
  });
}
