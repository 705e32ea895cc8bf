import { html, nothing, type TemplateResult } from 'lit';
import type { ContentsStrings, WeightRow, WeightView } from '../../src/protocol/contents.ts';
import { format } from '../shared/format.ts';
import { nameView } from '../shared/nameView.ts';

/** What the image carries that nobody can use, and what each layer did. */
export function weightView(weight: WeightView, strings: ContentsStrings): TemplateResult {
  const { efficiency, summary, worst, repeated, caches } = weight;
  return html`<p class="efficiency">
      <b>${format(strings.efficient, efficiency)}</b>
      <span class="meter" aria-hidden="true"><span .style=${`width: ${efficiency}%`}></span></span>
      ${summary}
    </p>
    ${worst.length === 0 ? html`<p class="muted">${strings.noWorst}</p>` : listView(strings.worst, worst, strings)}
    ${listView(strings.caches, caches, strings)} ${listView(strings.repeated, repeated, strings)}
    ${layersView(weight, strings)}`;
}

function listView(
  title: string,
  rows: readonly WeightRow[],
  strings: ContentsStrings,
): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<section>
    <h2>${title}</h2>
    <table class="table" aria-label=${title}>
      <thead>
        <tr>
          <th scope="col">${strings.name}</th>
          <th scope="col" class="number">${strings.size}</th>
          <th scope="col">${strings.why}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, size, why }) =>
            html`<tr>
              <td class="long">${name}</td>
              <td class="number">${size}</td>
              <td>${why}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function layersView({ layers }: WeightView, strings: ContentsStrings): TemplateResult {
  return html`<section>
    <h2>${strings.layers}</h2>
    <table class="table layers" aria-label=${strings.layers}>
      <thead>
        <tr>
          <th scope="col" class="number">${strings.layer}</th>
          <th scope="col">${strings.step}</th>
          <th scope="col" class="number">${strings.size}</th>
          <th scope="col" class="number">${strings.added}</th>
          <th scope="col" class="number">${strings.changed}</th>
          <th scope="col" class="number">${strings.removed}</th>
        </tr>
      </thead>
      <tbody>
        ${layers.map(
          ({ number, step, size, added, changed, removed }) =>
            html`<tr>
              <td class="number">${number}</td>
              <td class="step">${nameView(step, step)}</td>
              <td class="number">${size}</td>
              <td class="number">${added.toLocaleString()}</td>
              <td class="number">${changed.toLocaleString()}</td>
              <td class="number">${removed.toLocaleString()}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
