/**
 * A project's cleanup policy; it applies to each of the project's repositories on its own. Values that this code does
 * not know stay as GitLab gave them, so that saving does not change them. Source: GitLab `ContainerExpirationPolicy`.
 */
export interface CleanupPolicy {
  readonly enabled: boolean;
  /** REST's word: `1d`, `7d`, `14d`, `1month`, `3month`, or one we do not know. */
  readonly cadence: string;
  /** How many of the newest matching tags stay; a string is a value that we do not know. */
  readonly keepN: number | string | undefined;
  /** REST's word, such as `90d`: only tags older than this go. */
  readonly olderThan: string | undefined;
  readonly nameRegex: string | undefined;
  readonly nameRegexKeep: string | undefined;
  /** ISO 8601. */
  readonly nextRunAt: string | undefined;
}

/** What everybody who may list a project's images is told of its policy. Source: GraphQL `containerTagsExpirationPolicy`. */
export interface PolicyState {
  readonly enabled: boolean;
  /** ISO 8601. */
  readonly nextRunAt?: string;
}

/** A value of a policy field in each of GitLab's languages. */
export interface PolicyValue<T> {
  readonly rest: T;
  readonly graphql: string;
  /** The first GitLab version that has it; without one, every version since 15.0 does. */
  readonly since?: string;
}

/** What `cadence` may be. Source: GitLab `ContainerExpirationPolicy.cadence_options`. */
export const cadenceValues: readonly PolicyValue<string>[] = [
  { rest: '1d', graphql: 'EVERY_DAY' },
  { rest: '7d', graphql: 'EVERY_WEEK' },
  { rest: '14d', graphql: 'EVERY_TWO_WEEKS' },
  { rest: '1month', graphql: 'EVERY_MONTH' },
  { rest: '3month', graphql: 'EVERY_THREE_MONTHS' },
];

/** What `keep_n` may be, besides nothing. */
export const keepNValues: readonly PolicyValue<number>[] = [
  { rest: 1, graphql: 'ONE_TAG' },
  { rest: 5, graphql: 'FIVE_TAGS' },
  { rest: 10, graphql: 'TEN_TAGS' },
  { rest: 25, graphql: 'TWENTY_FIVE_TAGS' },
  { rest: 50, graphql: 'FIFTY_TAGS' },
  { rest: 100, graphql: 'ONE_HUNDRED_TAGS' },
];

/** What `older_than` may be, besides nothing; which of them this GitLab has is best asked of its own schema. */
export const olderThanValues: readonly PolicyValue<string>[] = [
  { rest: '1d', graphql: 'ONE_DAY', since: '19.0' },
  { rest: '3d', graphql: 'THREE_DAYS', since: '19.0' },
  { rest: '7d', graphql: 'SEVEN_DAYS' },
  { rest: '14d', graphql: 'FOURTEEN_DAYS' },
  { rest: '30d', graphql: 'THIRTY_DAYS' },
  { rest: '60d', graphql: 'SIXTY_DAYS' },
  { rest: '90d', graphql: 'NINETY_DAYS' },
  { rest: '180d', graphql: 'ONE_HUNDRED_EIGHTY_DAYS', since: '19.0' },
  { rest: '365d', graphql: 'THREE_HUNDRED_SIXTY_FIVE_DAYS', since: '19.0' },
  { rest: '730d', graphql: 'SEVEN_HUNDRED_THIRTY_DAYS', since: '19.0' },
  { rest: '1095d', graphql: 'ONE_THOUSAND_NINETY_FIVE_DAYS', since: '19.0' },
];

/** REST's value for a GraphQL name; a name that the table lacks comes back as it is. */
export function fromGraphql<T>(values: readonly PolicyValue<T>[], name: string): T | string {
  return values.find(({ graphql }) => graphql === name)?.rest ?? name;
}

/** The GraphQL name for a value of REST; `undefined` for one that the table lacks, unless it looks like such a name itself. */
export function toGraphql<T>(values: readonly PolicyValue<T>[], value: T | string): string | undefined {
  const known = values.find(({ rest }) => rest === value)?.graphql;
  return known ?? (typeof value === 'string' && /^[A-Z][A-Z_]*$/.test(value) ? value : undefined);
}

const unitSeconds: readonly (readonly [RegExp, number])[] = [
  [/^(?:|s|secs?|seconds?)$/, 1],
  [/^(?:m|mins?|minutes?)$/, 60],
  [/^(?:h|hrs?|hours?)$/, 3600],
  [/^(?:d|days?)$/, 86_400],
  [/^(?:w|wks?|weeks?)$/, 604_800],
  [/^(?:mo|mos|months?)$/, 2_592_000],
  [/^(?:y|yrs?|years?)$/, 31_557_600],
];

/**
 * Seconds of a duration as GitLab's jobs read it: `90d`, `1month` (30 days), `1d12h`; `m` is minutes. `undefined` for
 * anything that it could not read. Source: the chronic_duration gem.
 */
export function durationSeconds(text: string): number | undefined {
  const parts = [
    ...text
      .trim()
      .toLowerCase()
      .matchAll(/(\d{1,9}(?:\.\d{1,9})?)\s*([a-z]*)[\s,]*/gy),
  ];
  if (parts.length === 0 || parts.reduce((sum, [part]) => sum + part.length, 0) !== text.trim().length)
    return undefined;
  let total = 0;
  for (const [, amount, unit = ''] of parts) {
    const seconds = unitSeconds.find(([pattern]) => pattern.test(unit))?.[1];
    if (seconds === undefined) return undefined;
    total += Number(amount) * seconds;
  }
  return total;
}
