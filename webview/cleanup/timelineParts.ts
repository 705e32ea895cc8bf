import type { CleanupContext } from './context.ts';
import type { CleanupModel } from './model.ts';
import type { Timeline } from './timelineModel.ts';

/** All that the parts of the chart are drawn from. */
export interface Drawn extends CleanupContext {
  readonly timeline: Timeline;
  readonly model: CleanupModel;
  readonly line: number;
  readonly isNarrow: boolean;
}
