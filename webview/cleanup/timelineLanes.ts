import { nothing, svg, type SVGTemplateResult } from 'lit';
import { format } from '../shared/format.ts';
import { plot, type TimelineMark } from './timelineModel.ts';
import type { Drawn } from './timelineParts.ts';

/** Marks that are shown at most: what later runs delete is in the list. */
const mostMarks = 40;

/** Pixels: the middle of the lane of runs. */
const runY = plot.bottom + 47;

/** How far the newest N reach back in each repository. Labels that would run into each other are left out: the mark has its own. */
export function reachLane({ timeline, strings, model, isNarrow }: Drawn): SVGTemplateResult {
  const { reaches: marks, left } = timeline;
  if (marks.length === 0) return svg``;
  const y = plot.bottom + 29;
  const lead = format(strings.reaches, model.draft?.keepN ?? '');
  let end = left + lead.length * 6.4 + 12;
  return svg`<g aria-hidden="true">
    <text class="axis-text lane" x=${left} y=${y + 4}>${lead}</text>
    ${[...marks]
      .sort((one, other) => one.x - other.x)
      .map(({ x, label }) => {
        const width = label.length * 6.6 + 16;
        const isFree = !isNarrow && x - width > end;
        if (isFree || x > end) end = x + 8;
        return svg`<g><title>${label}</title>
          ${isFree ? svg`<text class="axis-text" x=${x - 9} y=${y + 4} text-anchor="end">${label}</text>` : nothing}
          <path class="reach" d="M${x} ${y - 4.5}l4.5 4.5 -4.5 4.5 -4.5 -4.5z"></path></g>`;
      })}
  </g>`;
}

/** Where the line stands at the coming runs; a run chooses what it has deleted by then. */
export function runLane(drawn: Drawn): SVGTemplateResult {
  const { timeline, model, strings } = drawn;
  const { forecast, isForecastOld } = model;
  const runs = isForecastOld ? [] : (forecast?.runs ?? []);
  const isNone = runs.length === 0 && !isForecastOld && forecast !== undefined;
  const lead = isNone ? strings.runsNone : strings.runs;
  const shown = timeline.runs.slice(0, mostMarks);
  return svg`<g class="runs">
    <text class="axis-text lane" x=${timeline.left} y=${runY + 4}>
      <title>${forecast?.note ?? lead}</title>${lead}</text>
    ${runLabels(shown, timeline.right)} ${shown.map(({ x }, index) => runMark(x, index, drawn))}
  </g>`;
}

/** The dates of the first and the last run. */
function runLabels(shown: readonly TimelineMark[], right: number): SVGTemplateResult {
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return svg``;
  const hasLast = last !== first && last.x <= right - 40;
  return svg`<g aria-hidden="true">
    <text class="axis-text" x=${first.x - 8} y=${runY + 4} text-anchor="end">${first.label}</text>
    ${hasLast ? svg`<text class="axis-text" x=${last.x + 8} y=${runY + 4}>${last.label}</text>` : nothing}
  </g>`;
}

function runMark(x: number, index: number, { model, strings, actions }: Drawn): SVGTemplateResult {
  const { forecast, list } = model;
  const { label = '', deletions = 0, total = 0 } = forecast?.runs[index] ?? {};
  const text = format(strings.run, label, deletions.toLocaleString(), total.toLocaleString());
  const run = index + 1;
  const isChosen = list.run === run && list.filter === 'gone';
  const choose = (): void => actions.setList(isChosen ? { run: 0, filter: 'all' } : { run, filter: 'gone' });
  return svg`<g
    class="run ${isChosen ? 'chosen-run' : ''}"
    role="button"
    tabindex=${run === Math.max(1, list.run) ? 0 : -1}
    aria-pressed=${isChosen}
    aria-label=${text}
    @click=${choose}
    @keydown=${(event: KeyboardEvent) => onRunKey(event, choose)}
  ><title>${text}</title><rect class="run-area" x=${x - 4} y=${runY - 8} width="8" height="16"></rect>
    <path class="run-mark" d="M${x} ${runY - 4.5}l4 8h-8z"></path></g>`;
}

/** All runs are one stop of the Tab key. */
function onRunKey(event: KeyboardEvent, choose: () => void): void {
  const target = event.currentTarget as SVGElement;
  const beside =
    event.key === 'ArrowRight'
      ? target.nextElementSibling
      : event.key === 'ArrowLeft'
        ? target.previousElementSibling
        : undefined;
  if (event.key === 'Enter' || event.key === ' ') choose();
  else if (beside instanceof SVGElement && beside.getAttribute('role') === 'button') beside.focus();
  else return;
  event.preventDefault();
}
