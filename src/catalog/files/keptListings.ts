import { createHash } from 'node:crypto';
import { gunzip, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Failure } from '../../base/failure.ts';
import type { TarEntry } from '../../domain/images/tarEntry.ts';
import type { Files } from '../storage/contentStore.ts';

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/** The listing of a whole layer whose digest was verified. */
export interface KeptListing {
  readonly entries: readonly TarEntry[];
}

/** Listings of layers by their digests, kept between sessions. Neither call ever rejects: it is a cache. */
export interface KeptListings {
  read(digest: string): Promise<KeptListing | undefined>;
  write(digest: string, listing: KeptListing): Promise<void>;
}

/** To be raised with the shape of entries, so that older files are read by nobody. */
const version = 1;
/** Of one listing, unpacked; the file is ours, but anybody may have written it. */
const mostUnpacked = 512 * 2 ** 20;

/** Listings in a folder of ours with at most `capacity` bytes; when it is full, what was used longest ago goes. */
export function keptListings(files: Files, capacity: number, warn: (message: string) => void): KeptListings {
  const quietly = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      warn(`listings of layers: ${Failure.from(error).message}`);
      return undefined;
    }
  };
  return {
    read: (digest) =>
      quietly(async () => {
        const packed = await files.read(nameOf(digest));
        if (packed === undefined) return undefined;
        const sum = packed.subarray(0, 32);
        const body = packed.subarray(32);
        if (!createHash('sha256').update(body).digest().equals(sum)) {
          await files.remove(nameOf(digest));
          return undefined;
        }
        await files.touch(nameOf(digest));
        const text = (await unpack(body, { maxOutputLength: mostUnpacked })).toString();
        return { entries: JSON.parse(text) as readonly TarEntry[] };
      }),
    write: async (digest, { entries }) => {
      await quietly(async () => {
        const body = await pack(JSON.stringify(entries), { level: 1 });
        if (body.length > capacity / 4) return;
        const sum = createHash('sha256').update(body).digest();
        await files.write(nameOf(digest), Buffer.concat([sum, body]));
        await trim(files, capacity);
      });
    },
  };
}

async function trim(files: Files, capacity: number): Promise<void> {
  const kept = [...(await files.list())].sort((a, b) => a.changedAt - b.changedAt);
  let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of kept) {
    if (total <= capacity) return;
    await files.remove(name);
    total -= bytes;
  }
}

/** A colon cannot stand in a file's name on Windows. */
function nameOf(digest: string): string {
  return `${digest.replace(':', '-')}.v${version}`;
}
