import type { ImageKnowledge } from '../catalog/references/imageKnowledge.ts';
import { EditorOnDemand } from '../editor/editorOnDemand.ts';
import { openEditor } from '../editor/openEditor.ts';
import { openReferences, type ReferenceParts } from './openReferences.ts';

/** Help in files, with what it knows. Nothing is read or asked before a file that is shown names an image of ours. */
export function openFileHelp(
  data: Omit<ReferenceParts, 'log' | 'memento'>,
  stores: Pick<ReferenceParts, 'log' | 'memento'>,
): {
  readonly knowledge: ImageKnowledge;
  readonly files: EditorOnDemand;
} {
  const knowledge = openReferences({ ...data, ...stores });
  const instances = () =>
    data.connections.list().map(({ id, instanceUrl }) => ({ connectionId: id, instanceUrl }));
  return { knowledge, files: new EditorOnDemand({ knowledge, instances, openEditor }) };
}
