const secondsOf: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  m: 60,
  min: 60,
  minute: 60,
  h: 3600,
  hr: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
  w: 604_800,
  wk: 604_800,
  week: 604_800,
  mo: 2_592_000,
  month: 2_592_000,
  y: 31_557_600,
  yr: 31_557_600,
  year: 31_557_600,
};

/**
 * Seconds of an `older_than` text as ChronicDuration reads it: `7d`, `1d12h`, `1 week`, `90` (seconds), `5m` (minutes), `1month`
 * (30 days). Throws on a word it does not know and on an empty text, which makes GitLab's job fail silently.
 */
export function secondsOfDuration(text: string): number {
  const words = text.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+|[^\sa-z\d]/g) ?? [];
  if (words.length === 0) throw new Error('undefined method for nil: empty duration');
  let total = 0;
  let amount: number | undefined;
  for (const word of words.filter((each) => each !== ',' && each !== 'and')) {
    if (/^\d/.test(word)) {
      total += amount ?? 0;
      amount = Number(word);
    } else {
      total += (amount ?? 1) * secondsOfUnit(word);
      amount = undefined;
    }
  }
  return total + (amount ?? 0);
}

function secondsOfUnit(word: string): number {
  const unit = secondsOf[word] ?? secondsOf[word.replace(/s$/, '')];
  if (unit === undefined) throw new Error(`An invalid word "${word}" was used in the string to be parsed.`);
  return unit;
}
