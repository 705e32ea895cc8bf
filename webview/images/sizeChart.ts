import { html, nothing, svg, type TemplateResult } from 'lit';
import type { OtherTagsView, SizePoint } from '../../src/protocol/otherTags.ts';
import { format } from '../shared/format.ts';
import { chartPlaceAfterKey } from '../shared/chartKeys.ts';
import { historyHeights, historyOf, type History, type HistoryBar } from './historyModel.ts';
import { byteSize, dateTime } from './model.ts';
import { tagNames } from './parts.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** The last images as a strip by date and size, and as a table for who cannot see them or wants the numbers. */
export function sizeChart(
  view: OtherTagsView,
  chosen: number | undefined,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { sizes, order } = view;
  const { strings } = context;
  const known = sizes.filter(({ bytes }) => bytes !== undefined);
  const unknown = sizes.length - known.length;
  if (sizes.length < 2) return nothing;
  const captions = {
    published: strings.sizesPublished,
    built: strings.sizesBuilt,
    name: strings.sizesByName,
  };
  return html`<h3 id="sizes">${format(strings.sizesOver, sizes.length)}</h3>
    ${
      known.length === 0
        ? html`<p class="muted remark">${strings.noSizes}</p>`
        : html`${strip(view, chosen, context, actions)}
            <p class="muted remark">
              ${captions[order]} ${unknown === 0 ? nothing : format(strings.sizesUnknown, unknown)}
            </p>`
    }
    <details class="sizes-table">
      <summary>${strings.sizesTable}</summary>
      ${table(sizes, context)}
    </details>`;
}

/** One stop of the Tab key: arrows choose an image, Enter or a click opens its page, with Ctrl a comparison. */
function strip(
  view: OtherTagsView,
  chosen: number | undefined,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings, language } = context;
  const known = view.sizes.filter(({ bytes }) => bytes !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  const textOf = (point: SizePoint | undefined): readonly string[] => [
    byteSize(point?.bytes ?? 0, language),
    point?.names[0] ?? '',
  ];
  const label = format(strings.sizesSummary, known.length, ...textOf(first), ...textOf(last));
  const history = historyOf(view, Math.max(280, Math.min(880, context.width)), language);
  const at = chosen ?? -1;
  const open = (bar: HistoryBar | undefined, isComparing: boolean): void => {
    const name = bar?.point.names[0];
    if (name !== undefined && bar?.point.isShown === false) actions.openTag(name, isComparing);
  };
  return html`<svg
    class="history"
    role="listbox"
    tabindex="0"
    aria-label=${label}
    aria-orientation="horizontal"
    aria-activedescendant=${at < 0 ? nothing : `history-${at}`}
    width=${history.width}
    height=${historyHeights.all}
    viewBox="0 0 ${history.width} ${historyHeights.all}"
    @keydown=${(event: KeyboardEvent) => {
      const next = chartPlaceAfterKey(event.key, at, history.bars.length);
      if (next === undefined && event.key !== 'Enter') return;
      event.preventDefault();
      if (next === undefined) open(history.bars[at], event.ctrlKey || event.metaKey);
      else actions.choosePoint(next);
    }}
  >
    <g aria-hidden="true">${axes(history)}</g>
    ${history.bars.map((bar, index) =>
      mark(bar, {
        index,
        isChosen: index === at,
        context,
        open: (event) => open(bar, event.ctrlKey || event.metaKey),
      }),
    )}
  </svg>`;
}

function axes({ yTicks, xTicks, bars, width }: History): TemplateResult {
  return svg`${yTicks.map(
    ({ y, label }) =>
      svg`<line class="grid" x1="58" x2=${width} y1=${y} y2=${y}></line><text class="axis" x="54" y=${y + 4} text-anchor="end">${label}</text>`,
  )}${xTicks.map(
    ({ x, label }) =>
      svg`<text class="axis" x=${x} y=${historyHeights.all - 4} text-anchor="middle">${label}</text>`,
  )}${bars.map(({ y, label, point }) =>
    label === undefined
      ? nothing
      : svg`<text class=${point.isShown ? 'history-name shown' : 'history-name'} x=${label.x} y=${y - 6} text-anchor="middle">${label.text}</text>`,
  )}`;
}

interface MarkPlace {
  readonly index: number;
  readonly isChosen: boolean;
  readonly context: DrawingContext;
  readonly open: (event: MouseEvent) => void;
}

function mark(bar: HistoryBar, { index, isChosen, context, open }: MarkPlace): TemplateResult {
  const { strings, language } = context;
  const { point, x, y, width, height } = bar;
  const size = point.bytes === undefined ? strings.unknown : byteSize(point.bytes, language);
  const date = point.date === undefined ? '' : `, ${dateTime(point.date, language)}`;
  const name = `${point.names.slice(0, 3).join(', ')}: ${size}${date}${point.isShown ? `, ${strings.shownImage}` : ''}`;
  const kind = point.isShown ? 'shown' : point.bytes === undefined ? 'unknown' : 'bar';
  const isLink = point.names.length > 0 && !point.isShown;
  return svg`<g role="option" id="history-${index}" class=${isLink ? 'history-link' : ''} aria-label=${name} aria-selected=${isChosen} @click=${open}>
    <title>${name}</title>
    <rect class="history-touch" x=${x - 2} y=${historyHeights.top} width=${width + 4} height=${historyHeights.bottom - historyHeights.top}></rect>
    <rect class="history-${kind}" x=${x} y=${y} width=${width} height=${height}></rect>
  </g>`;
}

/** Newest first, as tables of tags are everywhere else. */
function table(sizes: readonly SizePoint[], context: DrawingContext): TemplateResult {
  const { strings, language } = context;
  const row = ({ names, date, bytes, platform, isShown }: SizePoint): TemplateResult =>
    html`<tr>
      <th scope="row" class="long">
        ${tagNames(names, context)}
        ${isShown ? html`<span class="tag-word">${strings.shownImage}</span>` : nothing}
      </th>
      <td>
        ${bytes === undefined ? html`<span class="muted">${strings.unknown}</span>` : byteSize(bytes, language)}
        ${platform === undefined ? nothing : html`<span class="muted">${platform}</span>`}
      </td>
      <td class="wide-only">${date === undefined ? strings.unknown : dateTime(date, language)}</td>
    </tr>`;
  return html`<table class="table plain-rows" aria-labelledby="sizes">
    <thead>
      <tr>
        <th scope="col">${strings.tags}</th>
        <th scope="col">${strings.size}</th>
        <th scope="col" class="wide-only">${strings.date}</th>
      </tr>
    </thead>
    <tbody>
      ${sizes.toReversed().map(row)}
    </tbody>
  </table>`;
}
