import type { Descriptor } from '../../domain/manifest.ts';
import type { ImagePlace, Images } from './images.ts';
import {
  listLayer,
  readLayerFile,
  readLayerFiles,
  type LayerFiles,
  type ListProgress,
  type UnreadableLayer,
} from './layerFiles.ts';
import { readByTable, readLayerTable, type LayerTable, type ReadPart } from './layerTable.ts';

/** The files of a layer, and how they became known. */
export interface ListedLayer extends LayerFiles {
  /** Compressed bytes that were read for the list. */
  readonly readBytes: number;
  /** Whether its own table of contents was read instead of the layer. */
  readonly isFromTable: boolean;
}

/** A layer, by its digest. */
export interface LayerPlace extends ImagePlace {
  readonly digest: string;
}

/** How a layer is read. */
interface Reading {
  readonly signal: AbortSignal;
  readonly hasHashes?: boolean;
  readonly onProgress?: ((progress: ListProgress & { readonly totalBytes?: number }) => void) | undefined;
}

/** Lists layers and reads single files of them, with as few bytes as the layer's format and its storage allow. */
export interface LayerReading {
  list(place: LayerPlace, reading: Reading): Promise<ListedLayer | UnreadableLayer>;
  /** The content of one entry. Rejects with `largeFile` for more than 64 MiB. */
  file(place: LayerPlace, index: number, signal: AbortSignal): Promise<Uint8Array>;
  /** The contents of several entries in one pass; see `readLayerFiles`. */
  files(place: LayerPlace, wanted: ReadonlySet<number>, taking: Taking): Promise<void>;
}

/** What is done with the contents of files. */
interface Taking {
  readonly signal: AbortSignal;
  readonly take: (index: number, content: Uint8Array | undefined) => Promise<void>;
}

type Source = Pick<Images, 'layer' | 'layerPart' | 'noteUnpacked' | 'described'>;

/** Tables of contents are kept for so many layers. */
const mostTables = 8;

/** Reads layers of these images; a layer whose table of contents could not be used is read itself. */
export function layerReading(images: Source): LayerReading {
  const tables = new Map<string, LayerTable | undefined>();
  const partsOf = (place: LayerPlace, signal: AbortSignal): ReadPart => {
    return (range) => images.layerPart(place, place.digest, range, signal);
  };
  const tableOf = async (place: LayerPlace, signal: AbortSignal): Promise<LayerTable | undefined> => {
    const layer = images.described(place.digest);
    if (layer === undefined || !mayHaveTable(layer)) return undefined;
    const key = `${place.connectionId} ${place.location} ${place.digest}`;
    if (tables.has(key)) return tables.get(key);
    const table = await readLayerTable(layer, partsOf(place, signal), signal);
    tables.set(key, table);
    for (const oldest of tables.keys()) if (tables.size > mostTables) tables.delete(oldest);
    return table;
  };
  return {
    list: async (place, { signal, hasHashes, onProgress }) => {
      const table = await tableOf(place, signal);
      if (table !== undefined)
        return { entries: table.entries, readBytes: table.readBytes, isFromTable: true };
      const total = images.described(place.digest)?.sizeBytes;
      let readBytes = 0;
      const note = (progress: ListProgress): void => {
        readBytes = progress.readBytes;
        onProgress?.({ ...progress, ...(total === undefined ? {} : { totalBytes: total }) });
      };
      const options = { hasHashes: hasHashes === true, onProgress: note };
      const files = await images.layer(
        place,
        place.digest,
        (pieces) => listLayer(pieces, signal, options),
        signal,
      );
      if (typeof files === 'string') return files;
      if (files.unpackedBytes !== undefined) images.noteUnpacked(place.digest, files.unpackedBytes);
      return { ...files, readBytes, isFromTable: false };
    },
    file: async (place, index, signal) => {
      const table = await tableOf(place, signal);
      const content = table && (await readByTable(table, index, partsOf(place, signal)));
      if (content !== undefined) return content;
      return images.layer(place, place.digest, (pieces) => readLayerFile(pieces, index, signal), signal);
    },
    files: (place, wanted, { signal, take }) =>
      images.layer(place, place.digest, (pieces) => readLayerFiles(pieces, wanted, signal, take), signal),
  };
}

/** Without such an annotation nothing is asked for a table. */
function mayHaveTable({ annotations }: Descriptor): boolean {
  return Object.keys(annotations).some((name) => /zstd-chunked\.|stargz\/toc\.digest$/.test(name));
}
