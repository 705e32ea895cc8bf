import * as vscode from 'vscode';
import type { Disposable } from '../base/disposables.ts';
import { openAssistant } from '../assistant/openAssistant.ts';
import type { ImageKnowledge } from '../catalog/references/imageKnowledge.ts';
import { failureText } from '../ui/text/failureText.ts';
import { workspaceReferences } from '../ui/workspaceReferences.ts';
import type { Data } from './openData.ts';

/** Tools for language models, where this editor has such. Nothing is read or asked before one is used. */
export function openTools(
  { connections, policies }: Pick<Data, 'connections' | 'policies'>,
  knowledge: ImageKnowledge,
): Disposable {
  // Editors made of VS Code may leave language models out.
  if (!('lm' in vscode) || !('registerTool' in vscode.lm)) return { dispose: () => undefined };
  return openAssistant({
    connections: () =>
      connections.list().map(({ id, name, instanceUrl }) => ({ connectionId: id, name, instanceUrl })),
    knowledge,
    policies,
    findUses: workspaceReferences,
    describe: failureText,
    now: Date.now,
  });
}
