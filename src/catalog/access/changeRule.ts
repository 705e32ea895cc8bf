import { Failure } from '../../base/failure.ts';
import { isUnclear } from '../../base/sent.ts';
import type { RuleChange, RuleSaving } from '../../domain/access/projectAccess.ts';
import { isSameRule, type ProtectionRule, type RuleKind } from '../../domain/access/rule.ts';
import type { GitlabClient } from '../../gitlab/client.ts';

/** The calls about rules. */
export type RuleCalls = Pick<
  GitlabClient,
  | 'tagProtectionRules'
  | 'repositoryProtectionRules'
  | 'addProtectionRule'
  | 'changeProtectionRule'
  | 'removeProtectionRule'
>;

/** The rules of a kind as GitLab has them now; `undefined` where it cannot tell. */
export function readRules(
  gitlab: RuleCalls,
  kind: RuleKind,
  projectPath: string,
  signal: AbortSignal,
): Promise<readonly ProtectionRule[] | undefined> {
  const call = { signal };
  return kind === 'tag'
    ? gitlab.tagProtectionRules(projectPath, call)
    : gitlab.repositoryProtectionRules(projectPath, call);
}

/**
 * Changes a rule unless it is another one by now than the person saw. Sent once: after an unclear answer the rules are read, and a
 * change that is there counts as saved. Rejects with what GitLab said when it certainly, or as far as can be seen, did not do it.
 */
export async function changeRule(
  gitlab: RuleCalls,
  projectPath: string,
  change: RuleChange,
  signal: AbortSignal,
): Promise<RuleSaving> {
  const read = () => knownRules(gitlab, change.kind, projectPath, signal);
  const before = await read();
  if (isDone(change, before)) return { code: 'saved', rules: before };
  const obstacle = obstacleTo(change, before);
  if (obstacle !== undefined) return { code: obstacle, rules: before };
  try {
    await send(gitlab, projectPath, change);
  } catch (error) {
    return afterFailure(Failure.from(error), change, read);
  }
  return { code: 'saved', ...(await unlessFailed(read)) };
}

async function knownRules(
  gitlab: RuleCalls,
  kind: RuleKind,
  projectPath: string,
  signal: AbortSignal,
): Promise<readonly ProtectionRule[]> {
  const rules = await readRules(gitlab, kind, projectPath, signal);
  if (rules === undefined) throw new Failure('invalid', `no ${kind} rules here`, { code: 'unsupported' });
  return rules;
}

function isDone(change: RuleChange, rules: readonly ProtectionRule[]): boolean {
  switch (change.act) {
    case 'add':
      return rules.some((rule) => isSameRule(rule, change.wanted));
    case 'change':
      return rules.some((rule) => rule.id === change.seen.id && isSameRule(rule, change.wanted));
    case 'remove':
      return rules.every(({ id }) => id !== change.seen.id);
  }
}

function obstacleTo(
  change: RuleChange,
  rules: readonly ProtectionRule[],
): 'gone' | 'changedMeanwhile' | undefined {
  if (change.act === 'add') return undefined;
  const now = rules.find(({ id }) => id === change.seen.id);
  if (now === undefined) return 'gone';
  return isSameRule(now, change.seen) ? undefined : 'changedMeanwhile';
}

/** Not cancelled with the page: what was sent is sent. */
function send(gitlab: RuleCalls, fullPath: string, change: RuleChange): Promise<void> {
  const { kind } = change;
  switch (change.act) {
    case 'add':
      return gitlab.addProtectionRule(kind, fullPath, change.wanted);
    case 'change':
      return gitlab.changeProtectionRule({ kind, fullPath, id: change.seen.id }, change.wanted);
    case 'remove':
      return gitlab.removeProtectionRule({ kind, fullPath, id: change.seen.id });
  }
}

/** Somebody may have removed the rule meanwhile, which GitLab words as it words what is not allowed. */
async function afterFailure(
  failure: Failure,
  change: RuleChange,
  read: () => Promise<readonly ProtectionRule[]>,
): Promise<RuleSaving> {
  const isUnknown = isUnclear(failure);
  const mayBeGone = change.act !== 'add' && (failure.reason === 'missing' || failure.reason === 'denied');
  if (!isUnknown && !mayBeGone) throw failure;
  const { rules } = await unlessFailed(read);
  if (rules === undefined) {
    if (isUnknown) return { code: 'unclear' };
    throw failure;
  }
  if (isDone(change, rules)) return { code: 'saved', rules };
  const obstacle = obstacleTo(change, rules);
  if (obstacle !== undefined) return { code: obstacle, rules };
  // The rule is there, so it is the call that is not.
  if (failure.reason === 'missing')
    throw new Failure('invalid', failure.message, {
      ...failure.details,
      code: 'unsupported',
      cause: failure,
    });
  throw failure;
}

async function unlessFailed(
  read: () => Promise<readonly ProtectionRule[]>,
): Promise<{ readonly rules?: readonly ProtectionRule[] }> {
  try {
    return { rules: await read() };
  } catch {
    return {};
  }
}
