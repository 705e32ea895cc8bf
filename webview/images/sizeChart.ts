import { html, nothing, svg, type TemplateResult } from 'lit';
import type { OtherTagsView, SizePoint } from '../../src/protocol/otherTags.ts';
import { format } from '../shared/format.ts';
import { byteSize, dateTime } from './model.ts';
import { tagNames } from './parts.ts';
import type { DrawingContext } from './context.ts';

/** Height of the drawing in its own units; each image is 10 units wide. */
const height = 60;
const slot = 10;

/** The sizes of the last images as bars, and as a table for who cannot see them or wants the numbers. */
export function sizeChart(view: OtherTagsView, context: DrawingContext): TemplateResult | typeof nothing {
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
        : html`${bars(sizes, known, context)}
            <p class="muted remark">
              ${captions[order]} ${unknown === 0 ? nothing : format(strings.sizesUnknown, unknown)}
            </p>`
    }
    <details class="sizes-table">
      <summary>${strings.sizesTable}</summary>
      ${table(sizes, context)}
    </details>`;
}

function bars(
  sizes: readonly SizePoint[],
  known: readonly SizePoint[],
  { strings, language }: DrawingContext,
): TemplateResult {
  const most = Math.max(...known.map(({ bytes = 0 }) => bytes), 1);
  const [first, last] = [known[0], known.at(-1)];
  const textOf = (point: SizePoint | undefined): readonly string[] => [
    byteSize(point?.bytes ?? 0, language),
    point?.names[0] ?? '',
  ];
  const label = format(strings.sizesSummary, known.length, ...textOf(first), ...textOf(last));
  return html`<svg
    class="size-chart"
    role="img"
    aria-label=${label}
    viewBox="0 0 ${sizes.length * slot} ${height}"
    preserveAspectRatio="none"
  >
    ${sizes.map((point, at) => bar(point, at, most))}
  </svg>`;
}

function bar({ bytes, isShown }: SizePoint, at: number, most: number): TemplateResult {
  const left = at * slot + 1;
  if (bytes === undefined)
    return svg`<rect class="size-unknown" x=${left} y=${height - 2} width=${slot - 2} height="2"></rect>`;
  const length = Math.max(2, (bytes / most) * height);
  return svg`<rect class=${isShown ? 'size-shown' : 'size-bar'} x=${left} y=${height - length}
    width=${slot - 2} height=${length}></rect>`;
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
