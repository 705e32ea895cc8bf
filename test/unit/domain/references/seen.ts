import assert from 'node:assert/strict';
import { readReferences } from '../../../../src/domain/references/readReferences.ts';
import type { ReferenceContext } from '../../../../src/domain/references/reference.ts';

export const host = 'registry.example.com';
export const image = `${host}/acme/shop`;
export const digest = `sha256:${'a'.repeat(64)}`;

/** Text, role, and the value of a reference; where that is not known, `?` with the names and what it may be. */
export type Seen = readonly [text: string, role: string, value: string];

/** What the reader finds in a text. */
export function seen(path: string, text: string, context: ReferenceContext = {}): readonly Seen[] {
  return readReferences({ path, text }, context).references.map(
    ({ text: found, role, expanded, alternatives, unknownVariables }) => [
      found,
      role,
      expanded ?? `?${[...unknownVariables, ...(alternatives ?? [])].join(' ')}`,
    ],
  );
}

/** A test for each text: what it shows, the text, what is found. */
export function table(path: string, cases: readonly (readonly [string, string, readonly Seen[]])[]): void {
  for (const [what, text, expected] of cases) it(what, () => assert.deepEqual(seen(path, text), expected));
}
