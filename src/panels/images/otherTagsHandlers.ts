import { l10n } from 'vscode';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import type { Platform } from '../../domain/platform.ts';
import type { Manifest } from '../../protocol/images.ts';
import type { OtherTagsView } from '../../protocol/otherTags.ts';
import type { ImageTarget, OpenedReference } from './view.ts';
import { OtherTags, type OtherTagsSource, type ShownImage } from './otherTags.ts';
import { otherTagsView } from './otherTagsView.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the handlers need of their page. */
export interface OtherTagsPage {
  readonly target: () => ImageTarget;
  /** What is shown; costs nothing once it was loaded. */
  readonly opened: (signal: AbortSignal) => Promise<OpenedReference>;
  /** Of this machine. */
  readonly own: Platform;
  readonly tell: (progress: { readonly done: number; readonly of: number }) => void;
}

/** Answers what the page asks about the other tags of the repository. */
export function otherTagsHandlers(
  source: OtherTagsSource,
  page: OtherTagsPage,
): Pick<Handlers<Manifest>, 'otherTags' | 'listTags' | 'lookAtTags'> {
  let tags: OtherTags | undefined;
  const others = (): OtherTags => (tags ??= new OtherTags(source, page.target()));
  const shown = async (signal: AbortSignal): Promise<ShownImage> =>
    shownImage(await page.opened(signal), page.own);
  const view = async (signal: AbortSignal): Promise<OtherTagsView> => {
    const image = await shown(signal);
    const next = others().next(image);
    return otherTagsView({
      known: others().known(image),
      shown: image,
      reference: page.target().reference,
      next: next.length === 0 ? undefined : { images: next.length, requests: others().cost(next, image) },
    });
  };
  return {
    otherTags: {
      params: noParams,
      failed: l10n.t('Couldn’t show the other tags'),
      answer: (_, signal) => view(signal),
    },
    listTags: {
      params: noParams,
      failed: l10n.t('Couldn’t list the repository’s tags'),
      answer: async (_, signal) => {
        await others().listMore(signal);
        return view(signal);
      },
    },
    lookAtTags: {
      params: noParams,
      failed: l10n.t('Couldn’t load the images of the other tags'),
      answer: async (_, signal) => {
        const image = await shown(signal);
        await others().look(image, signal, (done, of) => page.tell({ done, of }));
        return view(signal);
      },
    },
  };
}

function shownImage({ document, chosen, shown }: OpenedReference, own: Platform): ShownImage {
  const { digest, manifest } = document;
  const image = typeof shown === 'object' && 'manifest' in shown ? shown : undefined;
  const config = image !== undefined && 'json' in image.config ? image.config.json : undefined;
  const entry =
    manifest.kind === 'index' ? manifest.manifests.find((one) => one.digest === chosen) : undefined;
  return {
    digest,
    manifest: image?.manifest,
    isOfIndex: manifest.kind === 'index',
    platform: entry?.platform ?? readImageConfig(config).platform ?? own,
  };
}
