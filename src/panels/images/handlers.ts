import * as v from 'valibot';
import { env, l10n } from 'vscode';
import { isDigest } from '../../domain/digest.ts';
import { kindOfReferrer } from '../../domain/images/artifactKind.ts';
import { ownPlatform } from '../../domain/images/indexPlatforms.ts';
import type { Referrer } from '../../domain/manifest.ts';
import {
  copyTargets,
  documentTargets,
  type Manifest,
  type ManifestView,
  type ReferrerRow,
} from '../../protocol/images.ts';
import type { PageFailure } from '../../protocol/pageFailure.ts';
import { failureText } from '../../ui/text/failureText.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { imageText } from './text.ts';
import { ManifestSession, type ImageSource } from './session.ts';
import { manifestStrings } from './manifestStrings.ts';
import { manifestView, type ImageTarget, type OpenedReference, type ViewContext } from './view.ts';
import type { OtherTagsSource } from './otherTags.ts';
import { otherTagsHandlers } from './otherTagsHandlers.ts';
import type { Page } from '../shared/panel.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the page asks others to do. */
export interface ImageActions {
  /** Opens a document of the repository, read-only. */
  openDocument(
    target: ImageTarget,
    what: 'manifest' | 'config' | 'dockerfile',
    digest: string,
  ): Promise<void>;
  /** Lists the files of a layer, and opens the one that the person chooses. */
  readonly openLayer: (target: ImageTarget, digest: string) => Promise<void>;
  /** Opens a page for another digest or tag of the repository. */
  readonly openDigest: (target: ImageTarget, reference: string) => void;
  /** Opens what is different between another tag of the repository and the target. */
  readonly compare: (target: ImageTarget, name: string) => Promise<void>;
  /** The command line that fetches an image, for the program that the person prefers. */
  readonly pullCommand: (reference: string) => string;
}

/** What the page needs. */
export interface ManifestPageSource {
  readonly images: ImageSource;
  /** The tags of the repositories. */
  readonly tags: OtherTagsSource['tags'];
  readonly actions: ImageActions;
  /** Throws `missing` for a key that says nothing, or whose connection is gone. */
  targetOf(key: string): ImageTarget;
  /** What the newest listing says of where the tag points. */
  listedDigest(key: string): string | undefined;
  /** Is given a way of telling the page what a listing said; returns how to end that. */
  whenListed(key: string, hear: (digest: string) => void): { dispose(): void };
}

const digest = v.pipe(v.string(), v.check(isDigest));
const digestParams = v.object({ digest });
const copyParams = v.object({ what: v.picklist(copyTargets), digest: v.optional(digest) });
/** A tag's name. Source: OCI distribution specification, "Pull". */
const tagParams = v.object({
  name: v.pipe(v.string(), v.regex(/^\w[\w.-]{0,127}$/)),
  isComparing: v.boolean(),
});
const documentParams = v.object({ what: v.picklist(documentTargets), digest });

/** The page "Image details". */
export function manifestPage(source: ManifestPageSource): Page<Manifest> {
  return {
    name: 'images',
    icon: 'image',
    title: (key) => titleOf(source, key),
    strings: manifestStrings,
    open: (key, panel) => {
      const session = lazily(() => new ManifestSession(source.images, source.targetOf(key), own()));
      const view = (opened: OpenedReference) => manifestView(source.targetOf(key), opened, viewContext());
      const shown = async (signal: AbortSignal) => view(await session().open(signal));
      panel.own(
        source.whenListed(key, (listed) => {
          if (!session().hear(listed)) return;
          // A failure here leaves the page as it is: Refresh tells why.
          shown(new AbortController().signal).then(
            (whole) => panel.send('view', whole),
            () => undefined,
          );
        }),
      );
      return {
        ...whole(source, key, session, view),
        ...beside(source, key, session),
        ...openers(source, key),
        ...otherTagsHandlers(source, {
          target: () => source.targetOf(key),
          opened: (signal) => session().open(signal),
          own: own(),
          tell: (progress) => panel.send('looked', progress),
        }),
      };
    },
  };
}

/** What answers with the whole view. */
function whole(
  source: ManifestPageSource,
  key: string,
  session: () => ManifestSession,
  view: (opened: OpenedReference) => ManifestView,
): Pick<
  Handlers<Manifest>,
  'ready' | 'refresh' | 'showMoved' | 'lookAgain' | 'choosePlatform' | 'openLayer'
> {
  const failed = l10n.t('Couldn’t load the image');
  const answering = (load: (signal: AbortSignal) => Promise<OpenedReference>) => ({
    params: noParams,
    failed,
    answer: async (_: undefined, signal: AbortSignal) => view(await load(signal)),
  });
  return {
    ready: answering((signal) => session().open(signal, source.listedDigest(key))),
    refresh: answering((signal) => session().refresh(signal)),
    showMoved: answering((signal) => session().follow(signal)),
    lookAgain: {
      params: noParams,
      failed,
      answer: async (_, signal) => {
        const opened = await session().lookAgain(signal);
        return opened && view(opened);
      },
    },
    choosePlatform: {
      params: digestParams,
      failed,
      answer: async ({ digest: chosen }, signal) => view(await session().choose(chosen, signal)),
    },
    openLayer: {
      params: digestParams,
      failed: l10n.t('Couldn’t list the files of the layer'),
      answer: async (wanted, signal) => {
        await source.actions.openLayer(source.targetOf(key), wanted.digest);
        return view(await session().open(signal));
      },
    },
  };
}

/** What does not change what is shown. */
function beside(
  source: ManifestPageSource,
  key: string,
  session: () => ManifestSession,
): Pick<Handlers<Manifest>, 'copy' | 'referrers'> {
  const { actions } = source;
  const target = (): ImageTarget => source.targetOf(key);
  return {
    copy: {
      params: copyParams,
      failed: l10n.t('Couldn’t copy it'),
      answer: async (wanted, signal) => {
        const opened = await session().open(signal);
        await env.clipboard.writeText(
          imageText(target(), opened, {
            ...wanted,
            pullCommand: (reference) => actions.pullCommand(reference),
          }),
        );
        return undefined;
      },
    },
    referrers: {
      params: noParams,
      failed: l10n.t('Signatures and attestations couldn’t be listed'),
      answer: async (_, signal) => (await session().referrers(signal)).map(referrerRow),
    },
  };
}

/** What opens elsewhere. */
function openers(
  source: ManifestPageSource,
  key: string,
): Pick<Handlers<Manifest>, 'openDocument' | 'openDigest' | 'openTag'> {
  const { actions } = source;
  const target = (): ImageTarget => source.targetOf(key);
  return {
    openDocument: {
      params: documentParams,
      failed: l10n.t('Couldn’t open the document'),
      answer: async (wanted) => {
        await actions.openDocument(target(), wanted.what, wanted.digest);
        return undefined;
      },
    },
    openTag: {
      params: tagParams,
      failed: l10n.t('Couldn’t open the page'),
      answer: async ({ name, isComparing }) => {
        if (isComparing) await actions.compare(target(), name);
        else actions.openDigest(target(), name);
        return undefined;
      },
    },
    openDigest: {
      params: digestParams,
      failed: l10n.t('Couldn’t open the page'),
      answer: (wanted) => {
        actions.openDigest(target(), wanted.digest);
        return undefined;
      },
    },
  };
}

function referrerRow(referrer: Referrer): ReferrerRow {
  const { digest: of, artifactType, mediaType, sizeBytes, annotations, tag } = referrer;
  const type = artifactType ?? mediaType;
  const created = annotations['org.opencontainers.image.created'];
  return {
    digest: of,
    kind: kindOfReferrer(referrer),
    ...(tag === undefined ? {} : { tag: visible(tag) }),
    ...(type === undefined ? {} : { type: visible(type) }),
    ...(sizeBytes === undefined ? {} : { bytes: sizeBytes }),
    ...(created === undefined ? {} : { created: visible(created) }),
  };
}

const own = () => ownPlatform(process.arch);

function viewContext(): ViewContext {
  const titles = {
    image: l10n.t('Couldn’t load this image of the index'),
    config: l10n.t('Couldn’t load the image config'),
  };
  return {
    own: own(),
    tell: (failure, what) => ({ reason: failure.reason, title: titles[what], ...failureText(failure) }),
    notJson: (): PageFailure => ({
      reason: 'invalid',
      title: l10n.t('The image config isn’t JSON'),
      why: l10n.t('Its bytes match the manifest, so it was pushed like this.'),
    }),
  };
}

function titleOf(source: ManifestPageSource, key: string): string {
  try {
    const { location, reference } = source.targetOf(key);
    const name = location.split('/').at(-1) ?? '';
    return visible(reference.includes(':') ? `${name}@${reference.slice(7, 19)}` : `${name}:${reference}`);
  } catch {
    return l10n.t('Image Details');
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
