import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import { Failure } from '../../base/failure.ts';
import { isDigest, shortDigest } from '../../domain/digest.ts';
import type { ImageDifference } from '../../domain/images/compareImages.ts';
import { comparisonText } from './comparisonText.ts';
import { failureText } from '../text/failureText.ts';
import { layerProgress, type LayerProgress } from './layerProgress.ts';
import { pickLayerFile, type LayerListing } from './pickLayerFile.ts';
import { visible } from '../text/visibleText.ts';
import { withProgress } from '../progress.ts';

/** Which documents are read as they are; beside them there are comparisons and files of layers. */
const readable = ['manifest', 'config', 'sortedConfig', 'dockerfile'] as const;
const kinds = [...readable, 'comparison', 'file'] as const;

/** Where a document is. */
export interface DocumentAddress {
  readonly connectionId: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  readonly what: (typeof readable)[number];
  readonly digest: string;
}

interface AnyAddress extends Omit<DocumentAddress, 'what'> {
  readonly what: (typeof kinds)[number];
}

/** A manifest in a repository. */
interface ManifestPlace {
  readonly location: string;
  readonly digest: string;
}

/** Where documents come from. All calls reject with a `Failure`. */
export interface DocumentSource {
  read(address: DocumentAddress): Promise<string>;
  /** The files of a layer, given by its digest. */
  layerFiles(
    layer: ManifestPlace & { readonly connectionId: string },
    signal: AbortSignal,
    onProgress: (progress: LayerProgress) => void,
  ): Promise<LayerListing>;
  layerFile(layer: ManifestPlace & { readonly connectionId: string }, index: number): Promise<Uint8Array>;
  /** Compares what two manifests (or indexes) are for this machine. */
  compare(connectionId: string, before: ManifestPlace, after: ManifestPlace): Promise<ImageDifference>;
  /** Finds the manifest (or index), or the config, of a tag. */
  find(image: ImageAddress, what: 'manifest' | 'config', signal: AbortSignal): Promise<DocumentAddress>;
}

/** Where an image is. */
export interface ImageAddress {
  readonly connectionId: string;
  readonly location: string;
  readonly reference: string;
  /** What a listing says the tag points at. */
  readonly listedDigest?: string | undefined;
}

/** `package.json` names it too, so that documents which were open come back after a restart. */
const scheme = 'gitlab-registry';

/**
 * Documents of images as files that cannot be written: VS Code's own search, folding and comparison work on them, and they
 * come back after a restart. What is addressed by its digest never changes.
 */
export class ImageDocuments implements Disposable {
  readonly #owned = new Disposables();
  readonly #source: DocumentSource;

  constructor(source: DocumentSource) {
    this.#source = source;
    const provider = new DocumentFiles((uri) => contentOf(uri, source));
    this.#owned.add(vscode.workspace.registerFileSystemProvider(scheme, provider, { isReadonly: true }));
  }

  /** Opens a document. `name`: what it is called by people, such as a tag. */
  async open(address: DocumentAddress, name: string): Promise<void> {
    await vscode.window.showTextDocument(uriOf(address, name), { preview: true });
  }

  /** Opens the manifest (or index), or the config, of a tag. */
  async openRaw(image: ImageAddress, what: 'manifest' | 'config', signal: AbortSignal): Promise<void> {
    await this.open(await this.#source.find(image, what, signal), image.reference);
  }

  /** Lists the files of a layer and opens the one that the person chooses. */
  async openLayer(layer: ManifestPlace & { readonly connectionId: string }): Promise<void> {
    const { connectionId, location, digest } = layer;
    const title = vscode.l10n.t('Reading layer {0}', shortDigest(digest));
    const listing = await withProgress(title, (signal, report) =>
      this.#source.layerFiles(layer, signal, layerProgress(report)),
    );
    const chosen = await pickLayerFile(listing, digest);
    if (chosen === undefined) return;
    const parts = chosen.path.split('/').filter((part) => !['', '.', '..'].includes(part));
    const query = new URLSearchParams({ location, what: 'file', digest, entry: String(chosen.index) });
    const path = `/${shortDigest(digest)}/${parts.map(visible).join('/')}`;
    const uri = vscode.Uri.from({ scheme, authority: connectionId, path, query: query.toString() });
    // Chooses the editor by the name: a picture is shown as one, and a program is not read as text.
    await vscode.commands.executeCommand('vscode.open', uri);
  }

  /** Opens what is different between two tags of a connection: both configs, and a summary before them. */
  async compare(before: ImageAddress, after: ImageAddress, signal: AbortSignal): Promise<void> {
    const find = (image: ImageAddress, what: 'manifest' | 'config') => this.#source.find(image, what, signal);
    const [old, now] = await Promise.all([find(before, 'manifest'), find(after, 'manifest')]);
    const [oldConfig, nowConfig] = await Promise.all([find(before, 'config'), find(after, 'config')]);
    const title = `${before.reference} ↔ ${after.reference}`;
    await vscode.commands.executeCommand(
      'vscode.diff',
      uriOf({ ...oldConfig, what: 'sortedConfig' }, before.reference),
      uriOf({ ...nowConfig, what: 'sortedConfig' }, after.reference),
      title,
      { preview: false },
    );
    const other = new URLSearchParams({
      location: old.location,
      what: 'comparison',
      digest: old.digest,
      name: before.reference,
      otherLocation: now.location,
      otherDigest: now.digest,
      otherName: after.reference,
    });
    const uri = uriOf({ ...old, what: 'comparison' }, `${before.reference}-${after.reference}`);
    await vscode.window.showTextDocument(uri.with({ query: other.toString() }), { preview: false });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/** A file name that tells which image it is of; everything that counts is in the query. */
function uriOf({ connectionId, location, what, digest }: AnyAddress, name: string): vscode.Uri {
  const [, ...path] = location.split('/');
  const label = isDigest(name) ? shortDigest(name) : name.replace(/[^\w.-]/g, '_');
  return vscode.Uri.from({
    scheme,
    authority: connectionId,
    path: `/${path.join('/')}/${path.at(-1) ?? ''}-${label}.${extensions[what]}`,
    query: new URLSearchParams({ location, what, digest }).toString(),
  });
}

const extensions: Readonly<Record<AnyAddress['what'], string>> = {
  manifest: 'manifest.json',
  config: 'config.json',
  sortedConfig: 'sorted.config.json',
  dockerfile: 'dockerfile',
  comparison: 'comparison.md',
  file: 'file',
};

async function contentOf(uri: vscode.Uri, source: DocumentSource): Promise<Uint8Array> {
  const { what, ...place } = addressOf(uri);
  const query = new URLSearchParams(uri.query);
  if (what === 'file') return source.layerFile(place, Number(query.get('entry')));
  const text = what === 'comparison' ? comparison(place, query, source) : source.read({ ...place, what });
  return new TextEncoder().encode(await text);
}

async function comparison(
  address: Omit<DocumentAddress, 'what'>,
  query: URLSearchParams,
  source: DocumentSource,
): Promise<string> {
  const [location = '', digest = '', name = '', otherName = ''] = [
    'otherLocation',
    'otherDigest',
    'name',
    'otherName',
  ].map((parameter) => query.get(parameter) ?? '');
  if (!isDigest(digest)) throw vscode.FileSystemError.FileNotFound();
  return comparisonText(
    await source.compare(address.connectionId, address, { location, digest }),
    name,
    otherName,
  );
}

function addressOf({ authority, query }: vscode.Uri): AnyAddress {
  const parameters = new URLSearchParams(query);
  const what = kinds.find((kind) => kind === parameters.get('what'));
  const location = parameters.get('location') ?? '';
  const digest = parameters.get('digest') ?? '';
  if (what === undefined || !isDigest(digest)) throw vscode.FileSystemError.FileNotFound();
  return { connectionId: authority, location, what, digest };
}

class DocumentFiles implements vscode.FileSystemProvider {
  readonly #read: (uri: vscode.Uri) => Promise<Uint8Array>;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(read: (uri: vscode.Uri) => Promise<Uint8Array>) {
    this.#read = read;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: byteLength, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    try {
      return await this.#read(uri);
    } catch (error) {
      if (error instanceof vscode.FileSystemError) throw error;
      const { why, next } = failureText(Failure.from(error));
      throw vscode.FileSystemError.Unavailable(`${why} ${next}`);
    }
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }
}
