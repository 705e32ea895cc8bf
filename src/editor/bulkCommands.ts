import * as vscode from 'vscode';
import type { CancelSignal } from '../base/cancelSignal.ts';
import { onAbort } from '../base/onAbort.ts';
import type { Tag } from '../domain/tag.ts';
import { newerTags, type UpdateRange } from '../domain/versions/newerTags.ts';
import { isNode } from '../tree/nodes.ts';
import { tell } from '../ui/messages.ts';
import { withProgress } from '../ui/progress.ts';
import { choose } from '../ui/questions.ts';
import { visible } from '../ui/text/visibleText.ts';
import {
  applyChanges,
  imagesOfDocument,
  imagesOfWorkspace,
  planChanges,
  type BulkResult,
  type MakeEdits,
} from './bulkChanges.ts';
import { confirmChanges } from './confirmChanges.ts';
import type { FileContexts } from './fileContexts.ts';
import { digestOf, type ImageKnowledge } from './knowledge.ts';
import { tagEdits } from './referenceEdits.ts';
import type { Readings } from './readings.ts';

/** What commands about many references need. */
export interface BulkParts {
  readonly readings: Readings;
  readonly contexts: FileContexts;
  readonly knowledge: ImageKnowledge;
}

type Handler = (node?: unknown) => Promise<void>;

/** Commands that change the references of a file or of the whole workspace. */
export function bulkCommands(parts: BulkParts): {
  readonly pinImages: Handler;
  readonly unpinImages: Handler;
  readonly updateImages: Handler;
  readonly useTagInWorkspace: Handler;
} {
  const { t } = vscode.l10n;
  return {
    pinImages: () => run(parts, t('Pin image references to digests'), pinEdits(parts.knowledge)),
    unpinImages: () =>
      run(parts, t('Unpin image references'), ({ placed }, textAt) =>
        Promise.resolve(placed.named.digest === undefined ? [] : tagEdits(placed.reference, {}, textAt)),
      ),
    updateImages: async () => {
      const range = await askRange();
      if (range === undefined) return;
      await run(parts, t('Update image references'), updateEdits(parts.knowledge, range));
    },
    useTagInWorkspace: (node) => useTag(parts, node),
  };
}

function pinEdits(knowledge: ImageKnowledge): MakeEdits {
  return async ({ placed }, textAt) => {
    const { named, image, reference } = placed;
    if (named.digest !== undefined) return [];
    if (named.tag === undefined || named.isTagUnknown || tagEdits(reference, {}, textAt) === undefined)
      return undefined;
    const digest = await digestOf(knowledge, image, named.tag);
    return digest === undefined ? undefined : tagEdits(reference, { digest }, textAt);
  };
}

function updateEdits(knowledge: ImageKnowledge, range: UpdateRange): MakeEdits {
  return async ({ placed }, textAt) => {
    const { named, image, reference } = placed;
    const known = await knowledge.ask(image);
    if (known === undefined || named.tag === undefined || named.isTagUnknown) return undefined;
    const [tag] = newerTags(named.tag, known.tags, range);
    if (tag === undefined) return [];
    if (named.digest === undefined) return tagEdits(reference, { tag }, textAt);
    const digest = await digestOf(knowledge, image, tag);
    return digest === undefined ? undefined : tagEdits(reference, { tag, digest }, textAt);
  };
}

async function askRange(): Promise<UpdateRange | undefined> {
  const { t } = vscode.l10n;
  const items = [
    { label: t('Newest of the same line'), range: 'line' as const },
    { label: t('Newest of the same major version'), range: 'major' as const },
  ];
  const title = t('Update image references to which version?');
  return (await choose<(typeof items)[number]>(items, { title }))?.range;
}

type Scope = 'file' | 'workspace';

async function askScope(title: string): Promise<Scope | undefined> {
  const { t } = vscode.l10n;
  const isFile = vscode.window.activeTextEditor !== undefined;
  const isFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
  const items = [
    ...(isFile ? [{ label: t('In this file'), scope: 'file' as const }] : []),
    ...(isFolder
      ? [
          {
            label: t('In the whole workspace'),
            detail: t('You see every change before it’s made.'),
            scope: 'workspace' as const,
          },
        ]
      : []),
  ];
  return (await choose<(typeof items)[number]>(items, { title }))?.scope;
}

async function run(parts: BulkParts, title: string, makeEdits: MakeEdits): Promise<void> {
  const scope = await askScope(title);
  const document = vscode.window.activeTextEditor?.document;
  if (scope === undefined) return;
  const planned = await withProgress(title, async (signal) => {
    const { readings, contexts } = parts;
    const found =
      scope === 'file' && document !== undefined
        ? await imagesOfDocument(document, readings)
        : await imagesOfWorkspace(readings, contexts, tokenOf(signal));
    return planChanges(found, makeEdits, signal);
  });
  if (planned === undefined) return;
  const wanted = scope === 'file' ? planned : await confirmChanges(planned, title);
  if (wanted !== undefined) tellChanges(await applyChanges(wanted));
}

/** VS Code's own searches know its tokens only. */
function tokenOf(signal: CancelSignal): vscode.CancellationToken {
  const source = new vscode.CancellationTokenSource();
  onAbort(signal, () => source.cancel());
  return source.token;
}

function tellChanges(result: BulkResult | undefined): void {
  if (result === undefined) return;
  const { t } = vscode.l10n;
  const { changed, files, left } = result;
  const done =
    changed === 0 ? t('There’s nothing to change.') : t('{0} changes in {1} files.', changed, files);
  const rest =
    left === 0
      ? ''
      : t('{0} references can’t be changed: what they need isn’t known, or a variable sets it.', left);
  void tell([done, rest].filter((text) => text !== '').join(' '));
}

/** Writes a tag of the tree into all references to its repository; pinned ones are pinned to its image. */
async function useTag(parts: BulkParts, node: unknown): Promise<void> {
  const { t } = vscode.l10n;
  if (!isNode(node) || node.kind !== 'tag') return;
  const { repository, tag } = node;
  const title = t('Use {0} in the workspace', visible(tag.name));
  const planned = await withProgress(title, async (signal) => {
    const all = await imagesOfWorkspace(parts.readings, parts.contexts, tokenOf(signal));
    const same = all.filter(({ placed }) => placed.image.location === repository.location.toLowerCase());
    return same.length === 0 ? 'none' : planChanges(same, tagEditsOf(parts.knowledge, tag), signal);
  });
  if (planned === 'none') await tell(t('No file of the workspace names {0}.', visible(repository.location)));
  else if (planned !== undefined) {
    const wanted = await confirmChanges(planned, title);
    if (wanted !== undefined) tellChanges(await applyChanges(wanted));
  }
}

function tagEditsOf(knowledge: ImageKnowledge, tag: Tag): MakeEdits {
  return async ({ placed }, textAt) => {
    const { named, reference, image } = placed;
    if (named.digest === undefined)
      return named.tag === tag.name ? [] : tagEdits(reference, { tag: tag.name }, textAt);
    const digest = tag.digest ?? (await digestOf(knowledge, image, tag.name));
    if (digest === undefined) return undefined;
    const isSame = named.tag === tag.name && named.digest === digest;
    return isSame ? [] : tagEdits(reference, { tag: tag.name, digest }, textAt);
  };
}
