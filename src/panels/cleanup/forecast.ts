import type { Forecast } from '../../domain/cleanup/forecast.ts';
import type { PolicyFields } from '../../domain/cleanup/policyChange.ts';
import type { CleanupForecast } from '../../protocol/cleanup.ts';
import { l10n } from 'vscode';
import { noRunText } from '../../ui/text/cleanupWords.ts';
import { dateTime, shortDay } from '../../ui/text/numbers.ts';
import type { Judged } from './judged.ts';

/** Nothing was simulated yet. */
export const noForecast: CleanupForecast = { runs: [] };

/** When a tag goes, epoch ms; NaN: never, or not known. */
export function goneAt({ simulation, forecast }: Judged, tag: number): number {
  const repository = simulation.tags.repositoryOf[tag] ?? 0;
  const offset = simulation.tags.repositories[repository]?.offset ?? 0;
  const own = forecast?.byRepository[repository];
  return own?.runs[own.runOf[tag - offset] ?? -1]?.at ?? NaN;
}

/** The runs of all repositories together, as a page shows them. */
export function forecastView({ forecast, simulation }: Judged, { enabled }: PolicyFields): CleanupForecast {
  const forecasts = (forecast?.byRepository ?? []).flatMap((one) => one ?? []);
  const outcome = forecasts.find((one) => one.outcome !== 'ran')?.outcome;
  if (!enabled) return { note: noRunText('disabled'), runs: [] };
  if (outcome !== undefined && outcome !== 'ran') return { note: noRunText(outcome), runs: [] };
  const runs = runsOf(forecasts, simulation.now);
  const ends = forecasts.flatMap(({ endsAt }) => endsAt ?? []);
  if (ends.length > 0) {
    const end = dateTime(new Date(Math.min(...ends)).toISOString());
    return { runs, note: l10n.t('Predicted up to {0}. More may be deleted later.', end) };
  }
  if (runs.length > 0) return { runs };
  return { note: l10n.t('Unless new tags are pushed, upcoming runs won’t delete anything.'), runs };
}

/** Runs of one moment together; `total` counts from the first. */
function runsOf(forecasts: readonly Forecast[], now: number): CleanupForecast['runs'] {
  const deletions = new Map<number, number>();
  for (const { runs } of forecasts)
    for (const { at, deletions: some } of runs) deletions.set(at, (deletions.get(at) ?? 0) + some);
  let total = 0;
  return [...deletions]
    .sort(([a], [b]) => a - b)
    .map(([at, some]) => {
      total += some;
      return {
        at,
        label: dateTime(new Date(at).toISOString()),
        short: shortDay(at, now),
        deletions: some,
        total,
      };
    });
}
