// Types only.
/** Tags of one date that share what is left of the `keep_n` places of a page: GitLab's sort leaves it open which stay. */
export interface Tie {
  /** How many tags have that date. */
  readonly tags: number;
  /** How many of them stay. */
  readonly kept: number;
}

/** What a run does to a tag, and by which rule; the rules are tried in this order. */
export type Verdict =
  | { readonly code: 'latest' }
  | { readonly code: 'notMatched' }
  | { readonly code: 'keptByPattern' }
  /** `rank`: 1 is the newest candidate of its page; `page` is 0-based. */
  | {
      readonly code: 'keptNewest';
      readonly rank: number;
      readonly keepN: number;
      readonly page: number;
      /** Present where it could as well have been another tag. */
      readonly tie?: Tie;
    }
  /** `older_than` is set and GitLab knows no date. */
  | { readonly code: 'noDate'; readonly rank: number; readonly page: number }
  /** The first run **after** `eligibleAt` (epoch ms) no longer finds it too young. */
  | {
      readonly code: 'tooYoung';
      readonly ageSeconds: number;
      readonly eligibleAt: number;
      readonly rank: number;
      readonly page: number;
    }
  /** `rule` is the pattern of the first rule that protects it. */
  | { readonly code: 'protected'; readonly rule: string; readonly rank: number; readonly page: number }
  | {
      readonly code: 'deleted';
      readonly rank: number;
      readonly page: number;
      readonly ageSeconds: number | undefined;
      /** Not certain: it may be spared this time, by a tie or because GitLab takes a sample. */
      readonly chance?: 'tie' | 'sample';
    }
  /** The policy cannot be run, or holds a value whose meaning we do not know. */
  | { readonly code: 'undecided' };

/** How many tags of a page, or of all, got which verdict. */
export type VerdictCounts = Readonly<Record<Verdict['code'], number>>;
