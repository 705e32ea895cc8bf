// Types only.
import type { Failure } from '../../base/failure.ts';
import type { ProtectionRule, RuleKind, WantedRule } from './rule.ts';
import type { RegistrySettings, RegistryVisibility, Visitor } from './registryAccess.ts';

/** The rules of one kind, or why they cannot be told. An empty list is one that GitLab has told. */
export type RuleList =
  | { readonly code: 'listed'; readonly rules: readonly ProtectionRule[] }
  /** This GitLab has no such rules, or does not tell them. */
  | { readonly code: 'unsupported' }
  /** GitLab shows them to maintainers, and nothing to others. */
  | { readonly code: 'hidden' }
  /** The registry is disabled, and its rules are not shown then. */
  | { readonly code: 'switchedOff' }
  | { readonly code: 'failed'; readonly failure: Failure };

/** A project as far as access to its registry goes, and the person who looks at it. */
export interface AccessProject extends RegistrySettings, Visitor {
  /** `group/project`. */
  readonly fullPath: string;
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  readonly rules: Readonly<Record<RuleKind, RuleList>>;
}

/** What became of changing who sees the registry. `changedMeanwhile`: nothing was sent, because it is not as the person saw it. */
export interface VisibilitySaving {
  readonly code: 'saved' | 'changedMeanwhile' | 'unclear';
  /** What GitLab has now, as far as it is known. */
  readonly registryAccess?: RegistryVisibility;
}

/** A change of rules: one to add, to become another, or to go. `seen`: the rule as the person saw it. */
export type RuleChange =
  | { readonly act: 'add'; readonly kind: RuleKind; readonly wanted: WantedRule }
  | {
      readonly act: 'change';
      readonly kind: RuleKind;
      readonly wanted: WantedRule;
      readonly seen: ProtectionRule;
    }
  | { readonly act: 'remove'; readonly kind: RuleKind; readonly seen: ProtectionRule };

/**
 * What became of a change of rules. `changedMeanwhile`, `gone`: nothing was sent, because the rule is not as the person saw it, or
 * not there any more. `unclear`: no answer came, and the rules cannot be read either.
 */
export interface RuleSaving {
  readonly code: 'saved' | 'changedMeanwhile' | 'gone' | 'unclear';
  /** The rules as they are now, as far as they are known. */
  readonly rules?: readonly ProtectionRule[];
}
