import { Emitter } from '../../base/event.ts';
import type { PolicyState } from '../../domain/cleanup/policy.ts';
import type { ProjectAddress } from '../../domain/cleanup/policyProject.ts';

/** What other answers told by the way of projects' policies, so that rows can show it without a request of their own. */
export class PolicyStates {
  readonly #states = new Map<string, PolicyState>();
  readonly #changed = new Emitter<ProjectAddress>();

  /** Fires when what was known is no longer so; not when something is known first: rows are drawn anyway then. */
  readonly onDidChange = this.#changed.event;

  /** `undefined`: not known. */
  get(address: ProjectAddress): PolicyState | undefined {
    return this.#states.get(keyOf(address));
  }

  /** Remembers what an answer told. */
  set(address: ProjectAddress, state: PolicyState): void {
    const key = keyOf(address);
    const before = this.#states.get(key);
    if (before !== undefined && isSameState(before, state)) return;
    this.#states.set(key, state);
    if (before !== undefined) this.#changed.fire(address);
  }

  /** Forgets what the person of a connection saw. */
  forget(connectionId: string): void {
    for (const key of this.#states.keys()) if (key.startsWith(`${connectionId} `)) this.#states.delete(key);
  }
}

/** Whether two answers say the same; REST writes a moment with milliseconds, GraphQL without. */
export function isSameState(one: PolicyState, other: PolicyState): boolean {
  const [before = '', after = ''] = [one.nextRunAt, other.nextRunAt];
  return (
    one.enabled === other.enabled &&
    (before === after || Math.abs(Date.parse(before) - Date.parse(after)) < 1000)
  );
}

/** Paths of images are in lower case, paths of git remotes are not. */
function keyOf({ connectionId, projectPath }: ProjectAddress): string {
  return `${connectionId} ${projectPath.toLowerCase()}`;
}
