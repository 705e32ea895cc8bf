import { kindByName } from './fileKind.ts';
import { mayNameImages, mostCharacters } from './prefilter.ts';
import type { ReadFile, ReferenceContext, ReferenceFile } from './reference.ts';

/**
 * Reads the image references of a file by the grammar of its kind. Never throws, whatever the text is: of a half-typed or broken
 * file, what can be read is. Synchronous and linear in the length of the text.
 */
export function readReferences(file: ReferenceFile, context: ReferenceContext = {}): ReadFile {
  const known = file.kind ?? kindByName(file.path, file.languageId);
  const kind = known === 'yaml' ? undefined : known;
  const nothing: ReadFile = { kind, references: [], findings: [] };
  if (file.text.length > mostCharacters) return { ...nothing, skipped: 'tooLarge' };
  const isOfInterest = context.hosts === undefined || mayNameImages(file.text, context.hosts);
  return isOfInterest ? nothing : { ...nothing, skipped: 'noHost' };
}
