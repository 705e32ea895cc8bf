import { Emitter, type Event } from '../../base/event.ts';
import { parseJson } from '../../base/parseJson.ts';
import { isDigest } from '../../domain/digest.ts';
import { fieldOf } from '../../domain/images/loose.ts';
import type { FilesPlace } from './filesUri.ts';
import { openedImagesKey } from './openedImagesKey.ts';

/** An image whose files are shown. */
export interface OpenedImage extends FilesPlace {
  readonly instanceUrl: string;
  readonly projectPath: string;
  /** The tag that it was opened from. */
  readonly reference: string;
  /** As it is written, such as `linux/amd64`; empty for an image that is in no index. */
  readonly platform: string;
}

/** A file or folder of an opened image; without a name it is the image itself. */
export interface FileRow {
  readonly kind: 'imageFile';
  readonly image: OpenedImage;
  /** Names as they are shown, which stand in addresses. */
  readonly names: readonly string[];
}

/** Where the opened images are remembered, for this workspace. */
interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const most = 20;

/** The images whose files are shown, in the order in which they were opened; they come back with the window. */
export class OpenedImages {
  readonly #store: Store;
  readonly #changed = new Emitter<undefined>();
  #images: readonly OpenedImage[];

  constructor(store: Store) {
    this.#store = store;
    const stored = store.get(openedImagesKey);
    this.#images = Array.isArray(stored) ? stored.filter(isImage).slice(0, most) : [];
  }

  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  get all(): readonly OpenedImage[] {
    return this.#images;
  }

  add(image: OpenedImage): void {
    if (this.#images.some((one) => isSame(one, image))) return;
    this.#keep([...this.#images, image].slice(-most));
  }

  remove(image: OpenedImage): void {
    this.#keep(this.#images.filter((one) => !isSame(one, image)));
  }

  #keep(images: readonly OpenedImage[]): void {
    this.#images = images;
    void this.#store.update(openedImagesKey, images);
    this.#changed.fire(undefined);
  }
}

/** A row of the view of files, which menus pass to commands. */
export function isFileRow(value: unknown): value is FileRow {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'imageFile';
}

/** What a person calls an image: its repository's last name with the tag, and the platform where there are several. */
export function imageName({ location, reference, platform }: OpenedImage): string {
  const name = `${location.split('/').at(-1) ?? ''}:${reference}`;
  return platform === '' ? name : `${name} ${platform}`;
}

/** An image out of the key of a page, which may come from VS Code's storage; `undefined` for anything else. */
export function readOpenedImage(key: string): OpenedImage | undefined {
  const image = parseJson(key);
  return isImage(image) ? image : undefined;
}

/** Two images that are compared. */
export interface ImagePair {
  readonly before: OpenedImage;
  readonly after: OpenedImage;
}

/** The same for two images. */
export function readImagePair(key: string): ImagePair | undefined {
  const pair = parseJson(key);
  const [before, after] = [fieldOf(pair, 'before'), fieldOf(pair, 'after')];
  return isImage(before) && isImage(after) ? { before, after } : undefined;
}

function isSame(one: OpenedImage, other: OpenedImage): boolean {
  return fields.every((field) => one[field] === other[field]);
}

const fields = ['connectionId', 'location', 'digest', 'reference'] as const;
const texts = [...fields, 'instanceUrl', 'projectPath', 'platform'] as const;

function isImage(value: unknown): value is OpenedImage {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Readonly<Record<string, unknown>>;
  return texts.every((name) => typeof found[name] === 'string') && isDigest(String(found['digest']));
}
