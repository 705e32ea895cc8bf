import { readFileSync } from 'node:fs';

const endOfDirectory = 0x06054b50;
const entryOfDirectory = 0x02014b50;

/** The names of all files in a zip archive, read from its central directory (APPNOTE.TXT 4.3.12 and 4.3.16; no Zip64). */
export function zipEntries(path: string): readonly string[] {
  const zip = readFileSync(path);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error(`${path} is not a zip archive`);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (zip.readUInt32LE(at) !== entryOfDirectory) throw new Error(`${path} has a broken directory`);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return name;
  });
}
