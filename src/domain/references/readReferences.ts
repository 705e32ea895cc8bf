import { Collected } from './collected.ts';
import { kindByName } from './fileKind.ts';
import { mayNameImages, mostCharacters } from './prefilter.ts';
import { readBake } from './bake/readBake.ts';
import { readDevcontainer } from './readDevcontainer.ts';
import { readDockerfile } from './docker/readDockerfile.ts';
import type { FileKind, ReadFile, ReferenceContext, ReferenceFile } from './reference.ts';
import { readYaml } from './yaml/readYaml.ts';
import { TooDeepError } from './tooDeep.ts';
import { SourceText } from './sourceText.ts';

/**
 * Reads the image references of a file by the grammar of its kind. Never throws, whatever the text is: of a half-typed or broken
 * file, what can be read is. Synchronous and linear in the length of the text.
 */
export function readReferences(file: ReferenceFile, context: ReferenceContext = {}): ReadFile {
  const byName = file.kind ?? kindByName(file.path, file.languageId);
  const kind = byName === 'yaml' ? undefined : byName;
  const skipped = skippedFor(file, context);
  if (byName === undefined || byName === 'text') return { kind, references: [], findings: [] };
  if (skipped !== undefined) return { kind, references: [], findings: [], skipped };
  return readWith(byName, file, context) ?? { kind, references: [], findings: [], skipped: 'tooDeep' };
}

function skippedFor({ text }: ReferenceFile, { hosts }: ReferenceContext): ReadFile['skipped'] {
  if (text.length > mostCharacters) return 'tooLarge';
  return hosts === undefined || mayNameImages(text, hosts) ? undefined : 'noHost';
}

/** The kinds that have a grammar. */
type Parsed = Exclude<FileKind, 'text'> | 'yaml';

/** `undefined` where the text is nested deeper than anything that a person writes. */
function readWith(byName: Parsed, file: ReferenceFile, context: ReferenceContext): ReadFile | undefined {
  const collected = new Collected(new SourceText(file.text));
  try {
    const kind = readAs(byName, collected, { path: file.path, context });
    return { kind, references: collected.references(), findings: collected.findings() };
  } catch (error) {
    if (error instanceof TooDeepError) return undefined;
    throw error;
  }
}

function readAs(
  kind: Parsed,
  collected: Collected,
  { path, context }: { readonly path: string; readonly context: ReferenceContext },
): FileKind | undefined {
  switch (kind) {
    case 'dockerfile':
      readDockerfile(collected, context.hosts);
      return kind;
    case 'devcontainer':
      readDevcontainer(collected);
      return kind;
    case 'bake':
      readBake(collected, path);
      return kind;
    default:
      return readYaml(kind, collected, context);
  }
}
