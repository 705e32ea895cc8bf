import type { Failure } from '../../../../src/base/failure.ts';

/** What is claimed about one name (or, with `*`, about a whole repository) after a write. */
export interface Statement {
  readonly path: string;
  readonly name: string;
  /** The product's own word. */
  readonly said: string;
  /** `gone`: it is not there. `same`: it is as it was. `unclear`: nobody knows. A digest: it is that image. */
  readonly claim: 'gone' | 'same' | 'unclear' | `sha256:${string}`;
  readonly failure?: Failure | undefined;
  /** Whether “Undo” knows it, should it be gone. */
  readonly isUndoable?: boolean;
}

/** What the registry has under names of a repository; `*` stands for the repository itself, as GitLab lists it. */
export type Truth = ReadonlyMap<string, string | undefined>;

/** Key of a name in a `Truth`. */
export function keyOf({ path, name }: Pick<Statement, 'path' | 'name'>): string {
  return `${path}:${name}`;
}

/** What happened to a name, in one word. */
export function happened(key: string, before: Truth, after: Truth): 'nothing' | 'went' | 'came' | 'changed' {
  const [was, is] = [before.get(key), after.get(key)];
  if (was === is) return 'nothing';
  if (is === undefined) return 'went';
  return was === undefined ? 'came' : 'changed';
}

/** Whether a claim is what is there. What went by our hand has to be known to “Undo”. */
export function judge(statement: Statement, before: Truth, after: Truth): 'told' | 'unclear' | 'untrue' {
  const key = keyOf(statement);
  const isLost = statement.isUndoable === false && happened(key, before, after) === 'went';
  if (isLost) return 'untrue';
  const { claim } = statement;
  if (claim === 'unclear') return 'unclear';
  const is = after.get(key);
  const wanted = claim === 'gone' ? undefined : claim === 'same' ? before.get(key) : claim;
  return is === wanted ? 'told' : 'untrue';
}
