import * as vscode from 'vscode';
import type { CancelSignal } from '../base/cancelSignal.ts';
import { onAbort } from '../base/onAbort.ts';
import { newerTags, type UpdateRange } from '../domain/versions/newerTags.ts';
import { isNode } from '../tree/nodes.ts';
import { tell } from '../ui/messages.ts';
import { withProgress } from '../ui/progress.ts';
import { choose } from '../ui/questions.ts';
import { visible } from '../ui/text/visibleText.ts';
import {
  changeAll,
  imagesOfDocument,
  imagesOfWorkspace,
  type BulkResult,
  type FoundImage,
  type MakeEdits,
} from './bulkChanges.ts';
import type { FileContexts } from './fileContexts.ts';
import type { ImageKnowledge } from './knowledge.ts';
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
        placed.named.digest === undefined ? [] : tagEdits(placed.reference, {}, textAt),
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
  return ({ placed }, textAt) => {
    const { named, image, reference } = placed;
    if (named.digest !== undefined) return [];
    const name = named.isTagUnknown ? undefined : named.tag;
    const digest = name === undefined ? undefined : knowledge.known(image)?.byName.get(name)?.digest;
    return digest === undefined ? undefined : tagEdits(reference, { digest }, textAt);
  };
}

function updateEdits(knowledge: ImageKnowledge, range: UpdateRange): MakeEdits {
  return ({ placed }, textAt) => {
    const { named, image, reference } = placed;
    const known = knowledge.known(image);
    if (known === undefined || named.tag === undefined || named.isTagUnknown) return undefined;
    const [tag] = newerTags(named.tag, known.tags, range);
    if (tag === undefined) return [];
    const digest = named.digest === undefined ? undefined : known.byName.get(tag)?.digest;
    if (named.digest !== undefined && digest === undefined) return undefined;
    return tagEdits(reference, { tag, ...(digest !== undefined && { digest }) }, textAt);
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
  const editor = vscode.window.activeTextEditor;
  if (scope === undefined) return;
  const found = await gather(parts, title, scope === 'file' ? editor?.document : undefined);
  if (found === undefined) return;
  tellChanges(await changeAll(found, makeEdits, scope === 'file' ? undefined : { label: title }));
}

/** Finds the references and asks about each repository and name once. `undefined`: the person stopped it. */
function gather(
  { readings, contexts, knowledge }: BulkParts,
  title: string,
  document: vscode.TextDocument | undefined,
): Promise<readonly FoundImage[] | undefined> {
  return withProgress(title, async (signal) => {
    const found =
      document === undefined
        ? await imagesOfWorkspace(readings, contexts, tokenOf(signal))
        : await imagesOfDocument(document, readings);
    for (const { placed } of found) {
      if (signal.aborted) return undefined;
      await knowledge.ask(placed.image, placed.named.isTagUnknown ? undefined : placed.named.tag);
    }
    return found;
  });
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
  const found = await withProgress(title, async (signal) => {
    const all = await imagesOfWorkspace(parts.readings, parts.contexts, tokenOf(signal));
    return signal.aborted ? undefined : all;
  });
  const same = found?.filter(({ placed }) => placed.image.location === repository.location.toLowerCase());
  if (same === undefined) return;
  const makeEdits: MakeEdits = ({ placed }, textAt) => {
    const { named, reference } = placed;
    const isPinned = named.digest !== undefined;
    if (named.tag === tag.name && (!isPinned || named.digest === tag.digest)) return [];
    if (isPinned && tag.digest === undefined) return undefined;
    const to = { tag: tag.name, ...(isPinned && tag.digest !== undefined && { digest: tag.digest }) };
    return tagEdits(reference, to, textAt);
  };
  if (same.length === 0) await tell(t('No file of the workspace names {0}.', visible(repository.location)));
  else tellChanges(await changeAll(same, makeEdits, { label: title }));
}
