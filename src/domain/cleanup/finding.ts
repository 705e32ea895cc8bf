// Types only.
import type { CleanupPolicy } from './policy.ts';
import type { PatternError } from './tagPattern.ts';

/** What lint can say about a policy or a protection rule. */
export type FindingCode =
  /** RE2 does not accept it; `error` says why. GitLab refuses to save or to run it. */
  | 'invalid'
  /** GitLab does not save so many characters; `limit` says how many it does. */
  | 'tooLong'
  /** `v1|dev`: begins with v1 **or** ends with dev. */
  | 'ungroupedAlternation'
  /** `a|` matches every tag. */
  | 'emptyAlternative'
  /** GitLab adds these anchors itself. */
  | 'redundantAnchors'
  /** `\Q` without `\E` swallows the end that GitLab adds, so that nothing matches. */
  | 'openQuote'
  /** `/v.+/`: the slashes are part of the pattern. */
  | 'delimiters'
  | 'surroundingSpace'
  /** No tag name has this character. */
  | 'impossibleCharacter'
  /** `1.2` also matches `1x2`. */
  | 'unescapedDot'
  /** `v*` is "any number of v", not "begins with v". */
  | 'wildcard'
  /** An enabled policy needs a delete pattern. */
  | 'empty'
  | 'matchesNothingHere'
  | 'matchesEverythingHere'
  /** An empty protection rule, or one that matches every name. */
  | 'protectsEverything'
  /** The keep pattern matches whatever the delete pattern does. */
  | 'keepDisablesPolicy'
  /** `keep_n` is as high as the number of tags that match. */
  | 'keepNCoversAll'
  /** Everything but `latest` goes: no keep pattern, no `keep_n`, no `older_than`. */
  | 'deletesEverything'
  /** A value that this code does not know; it stays as it is. */
  | 'unknownValue';

/** A change that repairs what was found; fields that are absent stay as they are. */
export interface Fix {
  /**
   * group: what was most likely meant. spellOut: what GitLab makes of it now, in full. rewrite: the same without what
   * RE2 lacks. remove: without the superfluous part. escape, close: literally, and ended.
   */
  readonly code: 'group' | 'spellOut' | 'rewrite' | 'remove' | 'escape' | 'close';
  readonly delete?: string;
  readonly keep?: string;
  /** For a protection rule. */
  readonly protection?: string;
}

/** One thing to tell the person about a policy. */
export interface Finding {
  readonly code: FindingCode;
  /** Field of the policy, or the protection rule, that it is about. */
  readonly field: keyof CleanupPolicy | 'protection';
  /** error: GitLab refuses, or the opposite of the intent happens. warning: likely not meant. hint: harmless. */
  readonly severity: 'error' | 'warning' | 'hint';
  /** Index of the first UTF-16 unit, and how many. */
  readonly position: number;
  readonly length: number;
  readonly fixes: readonly Fix[];
  readonly error?: PatternError;
  /** Characters, for `tooLong`. */
  readonly limit?: number;
  /** How many of the given names the finding concerns, and up to five of them. */
  readonly affected?: { readonly count: number; readonly examples: readonly string[] };
}
