import { referenceForms, type ReferenceForm } from '../../domain/snippets/snippetImage.ts';

/** Where a last choice is remembered. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** The form that was chosen last; `undefined` when nothing readable is remembered. */
export function lastSnippet(
  memory: Memory,
  key: string,
): { readonly id: string; readonly by: ReferenceForm } | undefined {
  const stored = memory.get(key);
  if (typeof stored !== 'object' || stored === null || !('id' in stored) || !('by' in stored))
    return undefined;
  const by = referenceForms.find((form) => form === stored.by);
  return typeof stored.id === 'string' && by !== undefined ? { id: stored.id, by } : undefined;
}
