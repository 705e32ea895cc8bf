import * as vscode from 'vscode';
import { shortDigest } from '../../domain/digest.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import { byteSize, count } from '../text/numbers.ts';
import { visible } from '../text/visibleText.ts';
import { tell } from '../messages.ts';
import { choose } from '../questions.ts';

/** The files of a layer, or why it cannot be read. */
export type LayerListing =
  | {
      readonly entries: readonly TarEntry[];
      readonly incomplete?: 'tooMany' | 'tooLarge';
      /** Entries left out because of their names' lengths. */
      readonly longNames?: number;
      /** Whether the layer's own table of contents was read instead of the layer. */
      readonly isFromTable?: boolean;
      /** Compressed bytes that were read. */
      readonly readBytes?: number;
    }
  | 'zstd'
  | 'notTar';

/** A quick pick with more rows than this is no quick one. */
const mostRows = 20_000;

const icons = {
  file: 'file',
  directory: 'folder',
  link: 'file-symlink-file',
  hardLink: 'files',
  device: 'circuit-board',
  whiteout: 'trash',
};

/** Lets the person choose a file of a layer; `undefined` when they do not, or when the layer has none to choose. */
export async function pickLayerFile(listing: LayerListing, digest: string): Promise<TarEntry | undefined> {
  const problem = problemOf(listing);
  if (problem !== undefined || typeof listing === 'string') {
    await tell(problem ?? '');
    return undefined;
  }
  const { entries, incomplete, longNames } = listing;
  const shown = entries.slice(0, mostRows);
  const isCut = incomplete !== undefined || shown.length < entries.length || (longNames ?? 0) > 0;
  const items = shown.map((entry) => ({
    label: `$(${icons[entry.kind]}) ${visible(entry.path)}`,
    description: describe(entry),
    entry,
  }));
  const title = titleOf(listing, { digest, shown: shown.length, isCut });
  const placeHolder = vscode.l10n.t('Choose a file to open it read-only');
  const chosen = await choose(items, { title, placeHolder, matchOnDescription: true });
  return chosen?.entry.kind === 'file' ? chosen.entry : undefined;
}

function titleOf(
  { isFromTable = false, readBytes = 0 }: Exclude<LayerListing, string>,
  { digest, shown, isCut }: { readonly digest: string; readonly shown: number; readonly isCut: boolean },
): string {
  const [layer, entries] = [shortDigest(digest), count(shown)];
  if (isCut) return vscode.l10n.t('Layer {0}: the first {1} entries', layer, entries);
  if (!isFromTable) return vscode.l10n.t('Layer {0}: {1} entries', layer, entries);
  const size = byteSize(readBytes);
  return vscode.l10n.t('Layer {0}: {1} entries, from its table of contents ({2} read)', layer, entries, size);
}

function problemOf(listing: LayerListing): string | undefined {
  if (listing === 'zstd')
    return vscode.l10n.t(
      'This layer is compressed with zstd in a way that takes more memory than this extension gives to a layer.',
    );
  if (listing === 'notTar')
    return vscode.l10n.t('The files in this layer can’t be listed: it isn’t a tar archive, or it’s damaged.');
  return listing.entries.length === 0 ? vscode.l10n.t('This layer is empty.') : undefined;
}

function describe({ kind, sizeBytes, target }: TarEntry): string {
  if (kind === 'link' || kind === 'hardLink') return `→ ${visible(target ?? '')}`;
  if (kind === 'whiteout') return vscode.l10n.t('deletes content from lower layers');
  return kind === 'file' ? byteSize(sizeBytes) : '';
}
