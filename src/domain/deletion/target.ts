import type { Repository } from '../repository.ts';
import type { DoomedName } from './outcome.ts';

/** Tags of one repository that somebody wants to be rid of. */
export interface DeletionTarget {
  readonly connectionId: string;
  readonly repository: Repository;
  /** With the digests under which the person saw them. */
  readonly tags: readonly DoomedName[];
  /** Why tags were chosen, by name, as sentences for the person: the rule of a policy, a branch that is gone. */
  readonly reasons?: ReadonlyMap<string, string>;
}

/** Each repository once and each tag once, in the order in which they first came; targets without tags are left out. */
export function mergedTargets(targets: readonly DeletionTarget[]): readonly DeletionTarget[] {
  const groups = new Map<string, DeletionTarget[]>();
  for (const target of targets) {
    if (target.tags.length === 0) continue;
    const key = `${target.connectionId}/${target.repository.id}`;
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  return [...groups.values()].flatMap((group) => merged(group) ?? []);
}

function merged(group: readonly DeletionTarget[]): DeletionTarget | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const tags = new Map(group.flatMap((target) => target.tags.map((tag) => [tag.name, tag])));
  const reasons = new Map(group.flatMap((target) => [...(target.reasons ?? [])]));
  return { ...first, tags: [...tags.values()], ...(reasons.size === 0 ? {} : { reasons }) };
}
