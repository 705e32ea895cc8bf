import type { RuleKind } from '../../src/domain/access/rule.ts';
import type { RegistryVisibility } from '../../src/domain/access/registryAccess.ts';
import type { AccessStrings, RuleDraft } from '../../src/protocol/access.ts';

/** What the person can do on the page. */
export interface AccessActions {
  readonly load: () => void;
  readonly refresh: () => void;
  readonly choose: (visibility: RegistryVisibility) => void;
  readonly setVisibility: () => void;
  /** Opens the form for a rule of the list, or a new one. */
  readonly edit: (kind: RuleKind, id?: number) => void;
  readonly setDraft: (draft: RuleDraft) => void;
  readonly discard: () => void;
  readonly save: () => void;
  readonly remove: (kind: RuleKind, id: number) => void;
  readonly listTags: () => void;
  readonly stop: () => void;
}

/** What every part of the page gets. */
export interface AccessContext {
  readonly strings: AccessStrings;
  readonly actions: AccessActions;
}
