import type { Disposable } from '../base/disposables.ts';
import type { ImageKnowledge } from '../catalog/references/imageKnowledge.ts';
import { openEditor, type EditorCommands } from '../editor/openEditor.ts';
import { openReferences, type ReferenceParts } from './openReferences.ts';

/** Help in files, with what it knows. Nothing is read or asked before a file that is shown names an image of ours. */
export function openFileHelp(
  data: Omit<ReferenceParts, 'log' | 'memento'>,
  stores: Pick<ReferenceParts, 'log' | 'memento'>,
): {
  readonly knowledge: ImageKnowledge;
  readonly commands: EditorCommands;
  readonly disposable: Disposable;
} {
  const knowledge = openReferences({ ...data, ...stores });
  const instances = () =>
    data.connections.list().map(({ id, instanceUrl }) => ({ connectionId: id, instanceUrl }));
  return { knowledge, ...openEditor({ knowledge, instances }) };
}
