import type { ImageKnowledge } from '../catalog/references/imageKnowledge.ts';
import { EditorOnDemand } from '../editor/editorOnDemand.ts';
import { openEditor } from '../editor/openEditor.ts';
import { ReferenceReader } from './referenceReader.ts';
import { openReferences, type ReferenceParts } from './openReferences.ts';

/** Help in files, with what it knows. Nothing is read or asked before a file that is shown names an image of ours. */
export function openFileHelp(
  data: Omit<ReferenceParts, 'log' | 'memento'>,
  stores: Pick<ReferenceParts, 'log' | 'memento'> & { readonly threadFile: string },
): {
  readonly knowledge: ImageKnowledge;
  readonly files: EditorOnDemand;
  readonly reader: ReferenceReader;
} {
  const knowledge = openReferences({ ...data, ...stores });
  const instances = () =>
    data.connections.list().map(({ id, instanceUrl }) => ({ connectionId: id, instanceUrl }));
  const { log, threadFile } = stores;
  const reader = new ReferenceReader({ threadFile, info: (message) => log.info(message) });
  const read = reader.read.bind(reader);
  return { knowledge, reader, files: new EditorOnDemand({ knowledge, instances, read, openEditor }) };
}
