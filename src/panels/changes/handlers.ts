import { commands, l10n } from 'vscode';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Changes, ChangesView } from '../../protocol/changes.ts';
import { filesUri } from '../../ui/files/filesUri.ts';
import { imageName, readImagePair, type ImagePair } from '../../ui/files/openedImages.ts';
import { shownName } from '../../ui/files/shownNames.ts';
import { openText } from '../shared/openText.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';
import { changesMarkdown } from './markdown.ts';
import { changesTitle, changesView, type ChangesFacts } from './view.ts';

/** Reads two images and what is different between them. Rejects with a `Failure`. */
export interface ChangesSource {
  compare(pair: ImagePair, signal: AbortSignal): Promise<ChangesFacts>;
  /** Shows the page for a key. */
  show(key: string): void;
}

/** Answers the page “What Changed”; `key`: the JSON of two opened images, which comes back after a restart. */
export function changesHandlers(source: ChangesSource, key: string): Handlers<Changes> {
  const read = async (signal: AbortSignal): Promise<ChangesView> =>
    changesView(await source.compare(known(key), signal));
  return {
    ready: {
      params: noParams,
      failed: l10n.t('Couldn’t compare the images'),
      answer: (_, signal) => read(signal),
    },
    openFile: {
      params: v.object({
        path: v.pipe(v.string(), v.maxLength(4096)),
        how: v.picklist(['added', 'changed', 'removed']),
      }),
      failed: l10n.t('Couldn’t open the file'),
      answer: async ({ path, how }) => {
        await openFile(known(key), path, how);
        return undefined;
      },
    },
    swap: {
      params: noParams,
      failed: l10n.t('Couldn’t compare the images'),
      answer: () => {
        const { before, after } = known(key);
        source.show(JSON.stringify({ before: after, after: before }));
        return undefined;
      },
    },
    exportChanges: {
      params: noParams,
      failed: l10n.t('Couldn’t export the changes'),
      answer: async (_, signal) => {
        const view = await read(signal);
        const name = `${view.name}-${view.before}-${view.after}`.replace(/[^\w.-]+/g, '-');
        await openText(`changes-${name}.md`, { language: 'markdown', content: changesMarkdown(view) });
        return undefined;
      },
    },
  };
}

async function openFile(
  { before, after }: ImagePair,
  path: string,
  how: 'added' | 'changed' | 'removed',
): Promise<void> {
  const names = path.split('/').map(shownName);
  const [old, now] = [filesUri(before, names), filesUri(after, names)];
  if (how !== 'changed') {
    await commands.executeCommand('vscode.open', how === 'added' ? now : old);
    return;
  }
  const title = `${names.at(-1) ?? ''}: ${imageName(before)} ↔ ${imageName(after)}`;
  await commands.executeCommand('vscode.diff', old, now, title);
}

function known(key: string): ImagePair {
  const pair = readImagePair(key);
  if (pair === undefined) throw new Failure('missing', 'the page was opened for something unknown');
  return pair;
}

/** What the panel for a key is called; empty for a key that is none of ours. */
export function changesTitleOf(key: string): string {
  const pair = readImagePair(key);
  return pair === undefined ? '' : changesTitle(pair.before, pair.after);
}
