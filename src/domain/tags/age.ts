/** How old something is at least, in the units in which GitLab reads ages: a month has 30 days there (`ChronicDuration`). */
export interface Age {
  /** Whole. Of a date so many hours that nothing pushed on it or later is as old. */
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'month';
  /** The beginning of the date that was typed, ms since 1970. */
  readonly date?: number;
}

const hourMs = 3_600_000;
const hours = { hour: 1, day: 24, month: 30 * 24 } as const;

/** What people write, each with the unit and how many of it one is. */
const spellings: readonly (readonly [RegExp, Age['unit'], number])[] = [
  [/^h(?:(?:ou)?rs?)?$/, 'hour', 1],
  [/^(?:d(?:ays?)?)?$/, 'day', 1],
  [/^w(?:(?:ee)?ks?)?$/, 'day', 7],
  [/^mo(?:nths?)?$/, 'month', 1],
  [/^y(?:(?:ea)?rs?)?$/, 'month', 12],
];

/**
 * Reads an age as a person writes it: `90d`, `90`, `12 hours`, `2 weeks`, `3 months`, `1 year`, or a date before which something was
 * pushed, `2026-08-31` (UTC). `undefined` for anything else: `5m` may be minutes or months. `now`: ms since 1970.
 */
export function readAge(text: string, now: number): Age | undefined {
  const typed = text.trim().toLowerCase();
  const date = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(date)) {
    const amount = Math.ceil((now - date) / hourMs);
    return amount > 0 ? { amount, unit: 'hour', date } : undefined;
  }
  const [, digits = '', word = ''] = /^([1-9]\d{0,4}) ?([a-z]*)$/.exec(typed) ?? [];
  const found = spellings.find(([pattern]) => pattern.test(word));
  if (digits === '' || found === undefined) return undefined;
  const [, unit, times] = found;
  return { amount: Number(digits) * times, unit };
}

/** When something of this age was pushed at the latest, ms since 1970. */
export function latestOf({ amount, unit, date }: Age, now: number): number {
  return date ?? now - amount * hours[unit] * hourMs;
}

/** The age as GitLab's API takes it: `12h`, `90d`, `3month`. */
export function gitlabAge({ amount, unit }: Age): string {
  return `${amount}${unit === 'hour' ? 'h' : unit === 'day' ? 'd' : 'month'}`;
}
