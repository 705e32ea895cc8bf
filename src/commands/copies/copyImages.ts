import * as vscode from 'vscode';
import type { CopyOutcome } from '../../domain/copies/copyOutcome.ts';
import { isTaken, type CopyPlan } from '../../domain/copies/copyPlan.ts';
import { isTagName } from '../../domain/imageReference.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { askRepositoryPath } from './askRepositoryPath.ts';
import { confirmReplacing } from './confirmReplacing.ts';
import { withCopyProgress, type CopyWatch } from './copyProgress.ts';
import { showCopied } from './copyResult.ts';
import { withProgress } from '../../ui/progress.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import type { KnownImages } from '../shared/knownImages.ts';
import { tell, warn } from '../../ui/messages.ts';
import { askLine } from '../../ui/questions.ts';

/** Copies tags to other repositories of their registry. */
export interface ImageCopier {
  /** Throws `denied` when nothing may be written over this connection. */
  assertMayCopy(connectionId: string): void;
  /** Where tags and their names there stand; without `tags`, all of the repository. Rejects when that is not known. */
  plan(
    place: Pick<CopyPlan, 'connectionId' | 'host' | 'from' | 'to'>,
    tags: readonly { readonly name: string; readonly as: string }[] | undefined,
    signal: AbortSignal,
  ): Promise<CopyPlan>;
  /** Settles always, with one outcome for each tag of the plan, in its order. */
  copy(
    plan: CopyPlan,
    options: CopyWatch & { readonly mayReplace: boolean },
  ): Promise<readonly CopyOutcome[]>;
}

/** Copies the selected tags of one repository to another one, without pulling them. */
export function copyImages(
  targets: Targets,
  copier: ImageCopier,
  index: Pick<KnownImages, 'images'>,
): CommandHandler {
  return async (node, nodes) => {
    const { t } = vscode.l10n;
    const rows = await targets.many(['tag'], node, nodes);
    const [first] = rows;
    if (first === undefined) return;
    const { connectionId, repository } = first;
    if (rows.some((row) => row.repository.id !== repository.id || row.connectionId !== connectionId)) {
      await tell(t('Select tags of one repository to copy them.'));
      return;
    }
    copier.assertMayCopy(connectionId);
    const to = await askTarget(first, index);
    const tags = to === undefined ? undefined : await askNames(rows, to);
    if (to === undefined || tags === undefined) return;
    const place = { connectionId, host: hostOf(repository.location), from: repository.path, to };
    const looking = t('Checking “{0}”', visible(to));
    const plan = await withProgress(looking, (signal) => copier.plan(place, tags, signal));
    await copyPlanned(copier, plan, tags.length - plan.tags.length);
  };
}

/** `gone`: how many of the selected tags are not there any more. */
async function copyPlanned(copier: ImageCopier, plan: CopyPlan, gone: number): Promise<void> {
  const { t } = vscode.l10n;
  const note = gone === 0 ? '' : t('{0} of the selected tags no longer exist.', gone);
  if (plan.tags.length === 0) {
    await warn(t('Nothing was copied. {0}', note));
    return;
  }
  const answer = await confirmReplacing([plan], true);
  if (answer === undefined) return;
  const chosen = answer === 'keep' ? { ...plan, tags: plan.tags.filter((tag) => !isTaken(tag)) } : plan;
  const mayReplace = answer === 'replace';
  const title = t('Copying to “{0}”', visible(plan.to));
  const outcomes = await withCopyProgress(title, chosen.tags.length, (watch) =>
    copier.copy(chosen, { ...watch, mayReplace }),
  );
  await showCopied([{ from: plan.from, to: plan.to, outcomes }], note);
}

function askTarget(
  { connectionId, repository }: TagNode,
  index: Pick<KnownImages, 'images'>,
): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const host = hostOf(repository.location);
  const known = index
    .images()
    .then((images) =>
      images
        .filter((image) => image.connectionId === connectionId && hostOf(image.repository.location) === host)
        .map((image) => image.repository.path),
    );
  return askRepositoryPath({
    title: t('Copy from “{0}” to which repository?', visible(repository.path)),
    placeholder: t('Choose a repository or type a path, such as “group/project/image”'),
    typedNote: t('created by the copy if it doesn’t exist'),
    known,
    own: repository.path,
    mayBeBelow: true,
  });
}

/** One tag may get another name there; several keep theirs. */
async function askNames(
  rows: readonly TagNode[],
  to: string,
): Promise<readonly { readonly name: string; readonly as: string }[] | undefined> {
  const { t } = vscode.l10n;
  const [first] = rows;
  if (rows.length > 1 || first === undefined) return rows.map(({ tag: { name } }) => ({ name, as: name }));
  const { name } = first.tag;
  const as = await askLine({
    title: t('The tag in “{0}”', visible(to)),
    prompt: t('A tag that belongs to another image there isn’t moved without asking.'),
    value: name,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isTagName(text) ? undefined : t('Letters, digits, “_”, “.” and “-”, at most 128.'),
  });
  return as === undefined ? undefined : [{ name, as }];
}

/** `registry.host/group/project` → `registry.host`. */
export function hostOf(location: string): string {
  return location.split('/')[0] ?? '';
}
