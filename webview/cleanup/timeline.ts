import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { CleanupReport, PolicyDraft } from '../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../src/protocol/cleanupStrings.ts';
import { format } from '../shared/format.ts';
import type { CleanupContext } from './context.ts';
import { wideFrom, type CleanupModel } from './model.ts';
import { reachLane, runLane } from './timelineLanes.ts';
import { lineView } from './timelineLine.ts';
import { lineOf, plot, timelineOf, type Timeline, type TimelineBar } from './timelineModel.ts';
import type { Drawn } from './timelineParts.ts';

/** Pixels of the whole chart, with the lanes below the bars. */
const height = 180;

/** Tags by age as a histogram, with the border of “older than” as a line that can be moved. */
export function ageTimeline(model: CleanupModel, context: CleanupContext): unknown {
  const { report, draft, forecast, isForecastOld, size, list } = model;
  if (report === undefined || draft === undefined) return nothing;
  // Drawn again for what it shows only: a letter that is typed waits for the answer.
  const shown = [
    report,
    draft.olderThan,
    draft.keepN,
    forecast,
    isForecastOld,
    size.width,
    list.run,
    list.filter,
  ];
  return guard(shown, () => chart(model, { report, draft }, context));
}

function chart(
  model: CleanupModel,
  { report, draft }: { readonly report: CleanupReport; readonly draft: PolicyDraft },
  context: CleanupContext,
): TemplateResult {
  const { forecast, isForecastOld, size } = model;
  const line = lineOf(draft.olderThan) ?? 0;
  const isNarrow = size.width < wideFrom;
  const width = Math.max(300, isNarrow ? size.width : size.width - 341);
  const runs = isForecastOld ? [] : (forecast?.runs ?? []);
  const language = document.documentElement.lang;
  const timeline = timelineOf({ ages: report.ages, runs, line, width, language });
  const drawn: Drawn = { ...context, timeline, model, line, isNarrow };
  return html`<section class="ages" aria-label=${context.strings.ages}>
    ${legend(report, context.strings, isNarrow)}
    <svg
      class="chart"
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      role="group"
      aria-label=${sentence(report, context.strings)}
    >
      ${pattern} ${grid(drawn)}
      <g aria-hidden="true">${timeline.bars.map((bar) => barView(bar, context.strings))}</g>
      ${axis(drawn)} ${reachLane(drawn)} ${runLane(drawn)} ${lineView(drawn)}
    </svg>
    ${numbers(timeline, context.strings)}
  </section>`;
}

const pattern = svg`<defs>
  <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="5" height="5" class="hatch-ground"></rect>
    <path d="M0 0v5" class="hatch-line"></path>
  </pattern>
</defs>`;

function totals({ ages, goes }: CleanupReport): {
  readonly kept: number;
  readonly young: number;
  readonly goes: number;
} {
  const add = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);
  return { kept: add(ages.kept), young: add(ages.young), goes };
}

function sentence(report: CleanupReport, strings: CleanupWorkbenchStrings): string {
  const { kept, young, goes } = totals(report);
  const all = report.goes + report.stays + report.undecided;
  const numbers = [goes, all, kept, young].map((one) => one.toLocaleString());
  return format(strings.agesText, ...numbers);
}

function legend(report: CleanupReport, strings: CleanupWorkbenchStrings, isNarrow: boolean): TemplateResult {
  const { kept, young, goes } = totals(report);
  const one = (kind: string, text: string, number: number): TemplateResult =>
    html`<span
      ><i class="swatch ${kind}" aria-hidden="true"></i>${text} <b>${number.toLocaleString()}</b></span
    >`;
  const { undated } = report.ages;
  return html`<div class="ages-head">
    ${isNarrow ? nothing : html`<h2>${strings.ages}</h2>`}
    <div class="legend">
      ${one('deleted', strings['filter.goes'], goes)} ${one('kept', strings.legendKept, kept)}
      ${one('young', strings.legendYoung, young)}
      ${undated === 0 ? nothing : html`<span>${format(strings.agesUndated, undated.toLocaleString())}</span>`}
    </div>
  </div>`;
}

function grid({ timeline: { left, right, yTicks, lineX }, line }: Drawn): SVGTemplateResult {
  return svg`<g aria-hidden="true">
    ${yTicks.map(
      ({ y, label }) => svg`<path class="grid-line" d="M${left} ${y}H${right}"></path>
        <text class="axis-text" x=${left - 6} y=${y + 4} text-anchor="end">${label}</text>`,
    )}
    ${
      line === 0
        ? nothing
        : svg`<rect class="old-zone" x=${left} y=${plot.top} width=${Math.max(0, lineX - left)}
            height=${plot.bottom - plot.top}></rect>`
    }
  </g>`;
}

function barView(bar: TimelineBar, strings: CleanupWorkbenchStrings): SVGTemplateResult {
  return svg`<g>
    <title>${textOf(bar, strings)}</title>
    ${bar.segments.map(
      ({ kind, y, height: tall }) =>
        svg`<rect class="bar-${kind}" x=${bar.x} y=${y} width=${bar.width} height=${tall}></rect>`,
    )}
  </g>`;
}

function textOf({ from, to, deleted, kept, young }: TimelineBar, strings: CleanupWorkbenchStrings): string {
  const numbers = [deleted, kept, young].map((one) => one.toLocaleString());
  return format(strings.binText, from, to, ...numbers);
}

/** The numbers of the bars for whoever does not see them. */
function numbers({ bars }: Timeline, strings: CleanupWorkbenchStrings): TemplateResult {
  return html`<ul class="visually-hidden" aria-label=${strings.ages}>
    ${bars.map((bar) => html`<li>${textOf(bar, strings)}</li>`)}
  </ul>`;
}

function axis({ timeline: { left, right, xTicks }, strings }: Drawn): SVGTemplateResult {
  return svg`<g aria-hidden="true">
    <path class="axis" d="M${left} ${plot.bottom + 0.5}H${right}"></path>
    ${xTicks.map(
      ({ x, label }) => svg`<path class="axis" d="M${x} ${plot.bottom}v4"></path>
        <text class="axis-text" x=${x} y=${plot.bottom + 14} text-anchor="middle">${label}</text>`,
    )}
    <text class="axis-text" x=${right} y=${plot.bottom + 14} text-anchor="end">${strings.today}</text>
  </g>`;
}
