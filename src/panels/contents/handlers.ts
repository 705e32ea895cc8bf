import { commands, l10n } from 'vscode';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { Contents, ContentsView } from '../../protocol/contents.ts';
import { filesUri } from '../../ui/files/filesUri.ts';
import { readOpenedImage, type OpenedImage } from '../../ui/files/openedImages.ts';
import { shownName } from '../../ui/files/shownNames.ts';
import { openText } from '../shared/openText.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';
import { packagesCsv } from './csv.ts';
import { contentsView, type ContentsFacts } from './view.ts';

/** Reads what is in images. Rejects with a `Failure`. */
export interface ContentsSource {
  read(image: OpenedImage, signal: AbortSignal): Promise<ContentsFacts>;
}

/** Answers the page “Packages and Weight”; `key`: the JSON of an opened image, which comes back after a restart. */
export function contentsHandlers(source: ContentsSource, key: string): Handlers<Contents> {
  const image = readOpenedImage(key);
  const read = async (signal: AbortSignal): Promise<ContentsView> =>
    contentsView(known(image), await source.read(known(image), signal));
  return {
    ready: {
      params: noParams,
      failed: l10n.t('Couldn’t read what is in the image'),
      answer: (_, signal) => read(signal),
    },
    openFile: {
      params: v.object({ path: v.pipe(v.string(), v.maxLength(4096)) }),
      failed: l10n.t('Couldn’t open the file'),
      answer: async ({ path }) => {
        await commands.executeCommand('vscode.open', filesUri(known(image), path.split('/').map(shownName)));
        return undefined;
      },
    },
    exportPackages: {
      params: v.object({ type: v.pipe(v.string(), v.maxLength(100)) }),
      failed: l10n.t('Couldn’t export the packages'),
      answer: async ({ type }, signal) => {
        const { name, packages } = await read(signal);
        const rows = packages.filter((one) => type === '' || one.type === type);
        await openText(`packages-${name.replace(/[^\w.-]+/g, '-')}.csv`, {
          language: 'csv',
          content: packagesCsv(rows),
        });
        return undefined;
      },
    },
  };
}

function known(image: OpenedImage | undefined): OpenedImage {
  if (image === undefined) throw new Failure('missing', 'the page was opened for something unknown');
  return image;
}
