import * as vscode from 'vscode';

const language = (): string => vscode.env.language;

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** “3 days ago”, “in 2 hours”; `undefined` for a text that is no date. */
export function relativeTime(iso: string, now: number): string | undefined {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto', style: 'long' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return vscode.l10n.t('just now');
}

/** “41.2 MB”, “139 MB”: three digits, decimal units, as `docker` prints them. */
export function byteSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || bytes / 1000 ** power >= 100 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** A count with the language's separators. */
export function count(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** A date in a few characters, in the person's language and zone. */
export function shortDate(at: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(at);
}

/** “Dec 7”; of another year than that of `now` “Oct 2025”. Both in epoch ms. */
export function shortDay(at: number, now: number): string {
  const isOfThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const parts = isOfThisYear ? ({ day: 'numeric' } as const) : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(language(), { month: 'short', ...parts }).format(at);
}

/** “Dec 7, 2:24 AM”: for moments that are near. */
export function dayAndTime(at: number): string {
  const parts = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language(), parts).format(at);
}

/** `Nov 20, 6:55 PM`, with the year where it is not this one. */
export function shortDateTime(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  const parts = { month: 'short', day: 'numeric', hour: 'numeric', minute: 'numeric', ...year } as const;
  return new Intl.DateTimeFormat(language(), parts).format(date);
}

/** A date and time a person can read, in their language and zone. */
export function dateTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(date);
}
