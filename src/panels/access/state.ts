// Types only.
import type { Failure } from '../../base/failure.ts';
import type { RepositoryTags } from '../../domain/cleanup/policyProject.ts';
import type { AccessProject } from '../../domain/access/projectAccess.ts';
import type { RuleSubject } from '../../domain/access/matches.ts';
import type { RuleKind } from '../../domain/access/rule.ts';
import type { RuleDraft } from '../../protocol/access.ts';
import type { Describe } from '../shared/describe.ts';

/** What patterns of one kind are tried on. */
export interface Subjects {
  readonly subjects: readonly RuleSubject[];
  /** `notListed`: nobody has asked yet; `partial`: there may be more. */
  readonly state: 'notListed' | 'listing' | 'partial' | 'complete';
}

/** Everything that the page's view is made of. */
export interface AccessState {
  readonly project: AccessProject;
  readonly subjects: Readonly<Record<RuleKind, Subjects>>;
  readonly tags: readonly RepositoryTags[];
  /** Why repositories or their tags could not be listed. */
  readonly failure: Failure | undefined;
  readonly draft: RuleDraft | undefined;
  readonly draftVersion: string;
  readonly knowledge: number;
  readonly describe: Describe;
}
