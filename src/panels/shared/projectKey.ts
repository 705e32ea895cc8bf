import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';

const address = v.object({ connectionId: v.string(), projectPath: v.string() });

/** The key of a page that is about a project. */
export function keyOf({ connectionId, projectPath }: ProjectAddress): string {
  return JSON.stringify({ connectionId, projectPath });
}

/** Reads such a key; it comes back from VS Code's storage after a restart. */
export function addressOf(key: string): ProjectAddress {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), address), key);
  if (!parsed.success) throw new Failure('missing', 'the page was opened for something unknown');
  return parsed.output;
}
