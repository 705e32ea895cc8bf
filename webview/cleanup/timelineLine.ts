import { nothing, svg, type SVGTemplateResult } from 'lit';
import { format } from '../shared/format.ts';
import { lineAfterKey, lineOf, plot } from './timelineModel.ts';
import type { Drawn } from './timelineParts.ts';

/** The border of age, which the pointer drags and keys move. */
export function lineView(drawn: Drawn): SVGTemplateResult {
  const { timeline, strings, line, model } = drawn;
  const { lineX: x, lineDate, lineDateLong, most, left, right } = timeline;
  if (model.draft === undefined || lineOf(model.draft.olderThan) === undefined) return svg``;
  const label = line === 0 ? strings.lineAny : format(strings.line, line.toLocaleString());
  const value = line === 0 ? strings.lineAny : format(strings.lineValue, line, lineDateLong);
  const isLeft = x - left > 150;
  const hasDate = line > 0 && isLeft && right - x > 80;
  const middle = (plot.top + plot.bottom) / 2;
  return svg`<g
    class="line"
    role="slider"
    tabindex="0"
    aria-label=${strings.lineName}
    aria-orientation="horizontal"
    aria-valuemin="0"
    aria-valuemax=${most}
    aria-valuenow=${line}
    aria-valuetext=${value}
    @keydown=${(event: KeyboardEvent) => onLineKey(event, drawn)}
    @pointerdown=${(event: PointerEvent) => drag(event, drawn)}
  >
    <rect class="line-area" x=${x - 8} y="0" width="16" height=${plot.bottom}></rect>
    <path class="cut" d="M${x} ${plot.top - 4}V${plot.bottom}"></path>
    <rect class="grip" x=${x - 4.5} y=${middle - 9} width="9" height="18" rx="3"></rect>
    <path class="grip-line" d="M${x - 1.5} ${middle - 4}v8M${x + 1.5} ${middle - 4}v8"></path>
    <text class="line-label" x=${isLeft ? x - 6 : x + 6} y="14" text-anchor=${isLeft ? 'end' : 'start'}>${label}</text>
    ${hasDate ? svg`<text class="axis-text" x=${x + 6} y="14">${format(strings.lineSince, lineDate)}</text>` : nothing}
  </g>`;
}

function onLineKey(event: KeyboardEvent, drawn: Drawn): void {
  const { line, timeline } = drawn;
  const next = lineAfterKey(event.key, { line, most: timeline.most, isShift: event.shiftKey });
  if (next === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (next !== line) drawn.actions.setLine(next);
}

/** Follows the pointer in whole days until it is let go; Escape puts the line back. */
function drag(event: PointerEvent, drawn: Drawn): void {
  const handle = event.currentTarget as SVGGElement;
  const chart = handle.ownerSVGElement;
  if (chart === null || event.button !== 0) return;
  const { line, timeline } = drawn;
  let last = line;
  const end = new AbortController();
  const { signal } = end;
  const move = (to: number): void => {
    if (to === last) return;
    last = to;
    drawn.actions.setLine(to);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener(
    'pointermove',
    ({ clientX }) => move(timeline.daysAt(clientX - chart.getBoundingClientRect().left)),
    { signal },
  );
  handle.addEventListener('lostpointercapture', () => end.abort(), { signal });
  window.addEventListener(
    'keydown',
    (pressed) => {
      if (pressed.key !== 'Escape') return;
      move(line);
      end.abort();
    },
    { signal },
  );
}
