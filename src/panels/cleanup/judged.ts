// Types only.
import type { Forecast } from '../../domain/cleanup/forecast.ts';
import type { ProjectSimulation } from './simulation.ts';

/** The coming runs by repository; `undefined` where dates are missing. */
export interface ProjectForecast {
  readonly byRepository: readonly (Forecast | undefined)[];
}

/** A draft's simulation beside the effect of the saved policy. */
export interface Judged {
  readonly simulation: ProjectSimulation;
  /** By number of the tag: 1 where a run of the draft deletes it, enabled or not. */
  readonly goes: Uint8Array;
  /** The same, with nothing where the draft is not enabled. */
  readonly effect: Uint8Array;
  /** What the saved policy deletes; nothing where it is not enabled. */
  readonly baseline: Uint8Array;
  readonly forecast: ProjectForecast | undefined;
}
