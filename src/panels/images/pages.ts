import * as v from 'valibot';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { Failure } from '../../base/failure.ts';
import { isDigest } from '../../domain/digest.ts';
import type { documentTargets, Manifest } from '../../protocol/images.ts';
import { preferredPullCommand } from '../../ui/settings.ts';
import { manifestPage, type ManifestPageSource } from './handlers.ts';
import type { ImageSource } from './session.ts';
import type { ImageTarget } from './view.ts';
import { Panels, type PanelContext } from '../shared/panel.ts';

/** What the pages need from outside. */
export interface ManifestPagesNeeds {
  readonly images: ImageSource;
  readonly tags: ManifestPageSource['tags'];
  /** Tells of tags as they are listed. */
  readonly catalog: {
    readonly onDidListTags: Event<{
      readonly connectionId: string;
      readonly location: string;
      readonly tags: readonly { readonly name: string; readonly digest?: string }[];
    }>;
  };
  readonly documents: {
    open(
      address: ImageTarget & { readonly what: (typeof documentTargets)[number]; readonly digest: string },
      name: string,
    ): Promise<void>;
    compare(before: ImageTarget, after: ImageTarget, signal: AbortSignal): Promise<void>;
    openLayer(layer: ImageTarget & { readonly digest: string }): Promise<void>;
  };
  readonly connections: { list(): readonly { readonly id: string; readonly instanceUrl: string }[] };
}

const text = v.pipe(v.string(), v.minLength(1));
const keySchema = v.object({
  connectionId: text,
  instanceUrl: text,
  projectPath: text,
  location: text,
  reference: text,
});

/** The pages "Image details", one for each tag or digest that is looked at. */
export class ManifestPages implements Disposable {
  readonly #listed = new Map<string, string>();
  readonly #wasListed = new Emitter<string>();
  readonly #panels: Panels<Manifest>;

  constructor(needs: ManifestPagesNeeds, context: PanelContext) {
    const { images, tags, connections, documents, catalog } = needs;
    const page = manifestPage({
      images,
      tags,
      actions: {
        pullCommand: preferredPullCommand,
        openDocument: (target, what, digest) => documents.open({ ...target, what, digest }, target.reference),
        openLayer: (target, digest) => documents.openLayer({ ...target, digest }),
        compare: (target, reference) =>
          documents.compare({ ...target, reference }, target, new AbortController().signal),
        openDigest: (target, reference) => this.show({ ...target, reference }),
      },
      targetOf: (key) => {
        const target = targetOf(key);
        const { connectionId, instanceUrl } = target;
        const isThere = connections
          .list()
          .some((one) => one.id === connectionId && one.instanceUrl === instanceUrl);
        if (isThere) return target;
        throw new Failure('missing', 'the connection is gone');
      },
      listedDigest: (key) => this.#listed.get(key),
      whenListed: (key, hear) => {
        const owned = new Disposables();
        owned.add(
          this.#wasListed.event((listed) => {
            const digest = this.#listed.get(key);
            if (listed === key && digest !== undefined) hear(digest);
          }),
        );
        const target = parsed(key);
        owned.add(
          catalog.onDidListTags((listed) => {
            if (listed.connectionId !== target?.connectionId || listed.location !== target.location) return;
            const digest = listed.tags.find(({ name }) => name === target.reference)?.digest;
            if (digest === undefined) return;
            this.#listed.set(key, digest);
            hear(digest);
          }),
        );
        return owned;
      },
    });
    const subject = (key: string): string => (isDigest(parsed(key)?.reference ?? '') ? 'digest' : 'tag');
    this.#panels = new Panels({ ...page, subject }, context);
  }

  /** Shows the page of a tag or digest. `listedDigest`: what the list that it was chosen from says of it. */
  show(target: ImageTarget, listedDigest?: string): void {
    this.#open(target, listedDigest, (key) => this.#panels.show(key));
  }

  /** The same, in place of the page that was shown so before, without taking the focus. */
  preview(target: ImageTarget, listedDigest?: string): void {
    this.#open(target, listedDigest, (key) => this.#panels.preview(key, Date.now()));
  }

  /** What the page in front shows. */
  get active(): ImageTarget | undefined {
    const key = this.#panels.activeKey;
    return key === undefined ? undefined : parsed(key);
  }

  #open(target: ImageTarget, listedDigest: string | undefined, show: (key: string) => void): void {
    const { connectionId, instanceUrl, projectPath, location, reference } = target;
    const key = JSON.stringify({ connectionId, instanceUrl, projectPath, location, reference });
    if (listedDigest !== undefined) this.#listed.set(key, listedDigest);
    show(key);
    this.#wasListed.fire(key);
  }

  dispose(): void {
    this.#panels.dispose();
  }
}

/** Reads a key of `show`; it comes back from VS Code's storage after a restart. */
function targetOf(key: string): ImageTarget {
  const target = parsed(key);
  if (target === undefined) throw new Failure('missing', 'the page was opened for something unknown');
  return target;
}

function parsed(key: string): ImageTarget | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), keySchema), key);
  return result.success ? result.output : undefined;
}
