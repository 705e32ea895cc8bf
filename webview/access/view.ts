import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AccessView, GlanceRow } from '../../src/protocol/access.ts';
import { firstView } from '../shared/firstView.ts';
import type { AccessContext } from './context.ts';
import { canChangeVisibility, type AccessModel } from './model.ts';
import { noteView, outcomeView } from './notes.ts';
import { rulesView } from './rules.ts';

/** The whole page. */
export function accessPage(model: AccessModel, context: AccessContext): TemplateResult {
  const { strings, actions } = context;
  const { view } = model;
  if (view === undefined) return firstView(model, { title: strings.title, strings }, actions.load);
  return html`
    <header class="page-head">
      <div>
        <h1>${strings.title}</h1>
        <p class="muted">${view.projectPath}</p>
      </div>
      <div class="page-actions">
        <vscode-button appearance="secondary" @click=${actions.refresh}>
          <span slot="start" class="codicon codicon-refresh" aria-hidden="true"></span>${strings.refresh}
        </vscode-button>
      </div>
    </header>
    <div class="notes">${view.notes.map(noteView)}</div>
    ${outcomeView(model, 'page', context)} ${facts(view, context)}
    <div class="columns">${glance(view, context)} ${visibility(model, view, context)}</div>
    ${rulesView('tag', model, view, context)} ${rulesView('repository', model, view, context)}
  `;
}

function facts({ facts: all, links }: AccessView, { strings }: AccessContext): TemplateResult {
  return html`<dl class="facts" aria-label=${strings.summary}>
      ${all.map(
        ({ label, text }) =>
          html`<dt>${label}</dt>
            <dd>${text === strings.unknown ? html`<span class="muted">${text}</span>` : text}</dd>`,
      )}
    </dl>
    <p class="links">${links.map(({ label, url }) => html`<a href=${url}>${label}</a> `)}</p>`;
}

const icons = { yes: 'pass', no: 'circle-slash', unknown: 'question' };

function glance(view: AccessView, { strings }: AccessContext): TemplateResult {
  const row = ({ act, who, answer }: GlanceRow): TemplateResult =>
    html`<tr>
      <td>${strings[`act.${act}`]}</td>
      <td>${who}</td>
      <td>
        <span class="mark mark-${answer.level}"
          ><span class="codicon codicon-${icons[answer.level]}" aria-hidden="true"></span>${answer.text}</span
        >
      </td>
    </tr>`;
  return html`<section aria-labelledby="glance">
    <h2 id="glance">${strings.glance}</h2>
    <table class="table" aria-labelledby="glance">
      <thead>
        <tr>
          <th scope="col">${strings['glance.act']}</th>
          <th scope="col">${strings['glance.who']}</th>
          <th scope="col">${strings['glance.you']}</th>
        </tr>
      </thead>
      <tbody>
        ${view.glance.map(row)}
      </tbody>
    </table>
    ${view.glanceNote === undefined ? nothing : html`<p class="muted remark">${view.glanceNote}</p>`}
  </section>`;
}

function visibility(model: AccessModel, view: AccessView, context: AccessContext): TemplateResult {
  const { strings, actions } = context;
  const { current, choices, canChange } = view.visibility;
  const chosen = model.chosen ?? current;
  return html`<section aria-labelledby="visibility" id="section-visibility">
    <h2 id="visibility">${strings.visibility}</h2>
    <div role="radiogroup" aria-labelledby="visibility" class="choices">
      ${choices.map(
        ({ value, label, effect }) =>
          html`<label class="choice">
            <input
              type="radio"
              name="visibility"
              value=${value}
              aria-describedby="effect-${value}"
              .checked=${live(value === chosen)}
              ?disabled=${!canChange}
              @change=${() => actions.choose(value)}
            />
            <span>${label}</span>
            <span class="effect muted" id="effect-${value}">${effect}</span>
          </label>`,
      )}
    </div>
    ${outcomeView(model, 'visibility', context)}
    ${
      canChange
        ? html`<div class="buttons">
            <vscode-button ?disabled=${!canChangeVisibility(model)} @click=${actions.setVisibility}
              >${strings.changeVisibility}</vscode-button
            >
          </div>`
        : nothing
    }
  </section>`;
}
