import * as vscode from 'vscode';
import type { PullTool } from '../../domain/snippets/pullCommand.ts';
import { insertionFor, plainReferences } from '../../domain/snippets/insertion.ts';
import {
  referenceForms,
  snippetImageOf,
  type ReferenceForm,
  type SnippetImage,
} from '../../domain/snippets/snippetImage.ts';
import type { TagNode } from '../../tree/nodes.ts';
import { insertionPlace } from '../../ui/insertionPlace.ts';
import { previewOf, referenceFormLabel } from './snippetText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { lookUpDigests, type DigestSource } from '../shared/lookUpDigests.ts';
import type { Memory } from '../shared/memory.ts';
import { areReadable } from '../shared/readableImages.ts';
import type { Targets } from '../shared/targets.ts';
import { tell, warn } from '../../ui/messages.ts';
import { choose } from '../../ui/questions.ts';

interface Choice extends vscode.QuickPickItem {
  readonly by: ReferenceForm;
  readonly isPlain: boolean;
}

const storageKey = 'insertReference';

/** Writes references to tags at the cursors of the active editor, in the form that fits its file; one edit, so one undo. */
export function insertReference(
  targets: Targets,
  sources: {
    readonly digests: DigestSource;
    readonly memory: Memory;
    readonly preferred: () => PullTool;
  },
): CommandHandler {
  return async (node, nodes) => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      const hint = vscode.l10n.t('Open a file and place the cursor where you want to insert the reference.');
      await tell(hint);
      return;
    }
    const tags = await targets.many(['tag'], node, nodes);
    if (tags.length === 0 || !(await areReadable(tags))) return;
    const choice = await ask(editor, tags, sources);
    if (choice === undefined) return;
    const digests = choice.by === 'tag' ? [] : await lookUpDigests(tags, sources.digests);
    const images = imagesOf(tags, choice.by, digests);
    if (await insert(editor, images, choice.isPlain, sources.preferred()))
      await sources.memory.update(storageKey, { by: choice.by, isPlain: choice.isPlain });
  };
}

function imagesOf(
  tags: readonly TagNode[],
  by: ReferenceForm,
  digests: readonly (string | undefined)[],
): readonly SnippetImage[] {
  return tags.flatMap(({ tag }, at) => snippetImageOf(tag.location, by, { digest: digests[at] }) ?? []);
}

/** The forms with what each would write; what was chosen last is on top. */
async function ask(
  editor: vscode.TextEditor,
  tags: readonly TagNode[],
  { memory, preferred }: { readonly memory: Memory; readonly preferred: () => PullTool },
): Promise<Choice | undefined> {
  const { t } = vscode.l10n;
  const place = insertionPlace(editor.document, editor.selection);
  const shown = tags.map(({ tag }) => tag.digest ?? `sha256:${'0'.repeat(64)}`);
  const choices = [false, true].flatMap((isPlain) =>
    referenceForms.map((by): Choice => {
      const images = imagesOf(tags, by, shown);
      const text = isPlain ? plainReferences(images) : insertionFor(images, place, preferred());
      const label = isPlain
        ? t('The reference alone, {0}', referenceFormLabel(by))
        : t('Formatted for this file, {0}', referenceFormLabel(by));
      return { label, detail: previewOf(text).replaceAll(/sha256:0{64}/g, 'sha256:…'), by, isPlain };
    }),
  );
  const different = choices.filter(
    ({ isPlain, by, detail }) =>
      !isPlain || !choices.some((one) => !one.isPlain && one.by === by && one.detail === detail),
  );
  const last = memory.get(storageKey);
  const isLast = ({ by, isPlain }: Choice): boolean =>
    JSON.stringify(last) === JSON.stringify({ by, isPlain });
  const items = [...different.filter(isLast), ...different.filter((choice) => !isLast(choice))];
  const title = t('Insert an image reference');
  return choose(items, { title, matchOnDetail: true });
}

async function insert(
  editor: vscode.TextEditor,
  images: readonly SnippetImage[],
  isPlain: boolean,
  tool: PullTool,
): Promise<boolean> {
  const isDone = await editor.edit((edit) => {
    for (const selection of editor.selections) {
      const place = insertionPlace(editor.document, selection);
      edit.replace(selection, isPlain ? plainReferences(images) : insertionFor(images, place, tool));
    }
  });
  if (!isDone) await warn(vscode.l10n.t('The file is read-only, so nothing was inserted.'));
  return isDone;
}
