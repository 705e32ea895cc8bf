import type { RuleKind, RuleLevel } from '../domain/access/rule.ts';
import type { RegistryAct, RegistryVisibility } from '../domain/access/registryAccess.ts';
import type { Contract, SharedStrings } from './contract.ts';

/** Something to know, in the person's language. */
export interface AccessNote {
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
}

/** Who may do something, and whether this person may, in words. */
export interface GlanceRow {
  readonly act: RegistryAct;
  readonly who: string;
  readonly answer: { readonly level: 'yes' | 'no' | 'unknown'; readonly text: string };
}

/** A value that something may have, and how it reads. */
export interface AccessChoice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** Which visibility the registry may have, and what it means for whom. */
export interface VisibilityChoice extends AccessChoice<RegistryVisibility> {
  readonly effect: string;
}

/** What a rule matches, in words. */
export interface MatchText {
  readonly summary: string;
  /** The first ones. */
  readonly names: readonly string[];
  /** How many more there are, in words. */
  readonly more?: string;
}

/** A level of a rule as a form has it; an empty one is not set. */
export type DraftLevel = RuleLevel | '';

/** A rule in the list. */
export interface RuleRow {
  readonly id: number;
  readonly pattern: string;
  /** Who may push and delete, in words. */
  readonly levels: string;
  readonly push: DraftLevel;
  readonly remove: DraftLevel;
  /** Immutable rules cannot be changed here, nor can one with a level that is not known. */
  readonly isEditable: boolean;
  readonly matches: MatchText;
}

/** The rules of one kind. */
export interface RuleSection {
  readonly rows: readonly RuleRow[];
  /** Why there are none, or none can be shown. */
  readonly note?: AccessNote;
  readonly canChange: boolean;
  /** Why no rule can be added, where some can be changed. */
  readonly full?: string;
  readonly levels: readonly AccessChoice<DraftLevel>[];
  /** What a pattern is matched with, in a sentence. */
  readonly hint: string;
}

/** A rule as a form has it. */
export interface RuleDraft {
  readonly kind: RuleKind;
  /** Of the rule that is edited; a new one has none. */
  readonly id?: number | undefined;
  readonly pattern: string;
  readonly push: DraftLevel;
  readonly remove: DraftLevel;
}

/** Everything the page shows. */
export interface AccessView {
  readonly projectPath: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly notes: readonly AccessNote[];
  readonly glance: readonly GlanceRow[];
  /** Whether rules ask for more than the table says. */
  readonly glanceNote?: string;
  readonly visibility: {
    readonly current?: RegistryVisibility;
    readonly choices: readonly VisibilityChoice[];
    readonly canChange: boolean;
  };
  readonly rules: Readonly<Record<RuleKind, RuleSection>>;
  readonly tags: {
    readonly state: 'notListed' | 'listing' | 'listed';
    readonly text: string;
    /** Repositories whose tags are not all there, and why. */
    readonly problems: readonly { readonly path: string; readonly text: string }[];
  };
  /** The draft to go on with: kept by the host. */
  readonly draft?: RuleDraft;
  /** Another one when the host changed the draft by itself. */
  readonly draftVersion: string;
  /** Another one when more is known of what patterns match. */
  readonly knowledge: number;
}

/** Something to know about a draft's pattern. */
export interface PatternNote extends AccessNote {
  /** UTF-16 units in the pattern. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly fixes?: readonly { readonly label: string; readonly pattern: string }[];
}

/** What follows from a draft. */
export interface RulePreview {
  readonly notes: readonly PatternNote[];
  /** What to correct, by field. */
  readonly problems: Readonly<Partial<Record<'pattern' | 'push' | 'remove', string>>>;
  /** Absent while the pattern is empty or not valid. */
  readonly matches?: MatchText;
  readonly canSave: boolean;
}

/** How a change ended. `kept`: the person said no when asked. */
export interface AccessResult {
  readonly outcome: 'saved' | 'kept' | 'refused';
  readonly message: string;
  readonly view: AccessView;
}

/** The texts of the page. */
export type AccessStrings = SharedStrings &
  Readonly<
    Record<
      | 'title'
      | 'summary'
      | 'refresh'
      | 'refreshed'
      | 'unknown'
      | 'glance'
      | 'glance.act'
      | 'glance.who'
      | 'glance.you'
      | `act.${RegistryAct}`
      | 'visibility'
      | 'changeVisibility'
      | `rules.${RuleKind}`
      | `pattern.${RuleKind}`
      | 'push'
      | 'remove'
      | 'addRule'
      | 'editRule'
      | 'removeRule'
      | 'newRule'
      | 'changedRule'
      | 'save'
      | 'cancel'
      | 'draftKept'
      | 'position'
      | 'listTags'
      | 'stop'
      | 'tags',
      string
    >
  >;

/** The page "Access and Protection" of a project. */
export interface Access extends Contract {
  readonly view: AccessView;
  readonly requests: {
    /** Reads everything again; the draft stays. */
    readonly refresh: { readonly params: undefined; readonly result: AccessView };
    /** Asks the person first where more people would get in, or nobody any more. */
    readonly setVisibility: {
      readonly params: { readonly value: RegistryVisibility };
      readonly result: AccessResult;
    };
    /** Judges a draft and keeps it. */
    readonly preview: { readonly params: { readonly draft: RuleDraft }; readonly result: RulePreview };
    /** Throws the draft away. */
    readonly discard: { readonly params: undefined; readonly result: AccessView };
    /** The draft is let go of only when GitLab has it. */
    readonly saveRule: { readonly params: { readonly draft: RuleDraft }; readonly result: AccessResult };
    /** Asks the person first. */
    readonly removeRule: {
      readonly params: { readonly kind: RuleKind; readonly id: number };
      readonly result: AccessResult;
    };
    /** Begins to list all tags; how far it is comes with the view. */
    readonly listTags: { readonly params: undefined; readonly result: undefined };
    readonly stop: { readonly params: undefined; readonly result: undefined };
  };
  readonly strings: AccessStrings;
}
