import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice, CleanupWorkbenchView, DraftField, PolicyDraft } from '../../src/protocol/cleanup.ts';
import { adviceView } from './advice.ts';
import type { CleanupModel } from './model.ts';
import type { CleanupContext } from './context.ts';

type Part = CleanupContext & { readonly model: CleanupModel; readonly draft: PolicyDraft };

/** The policy's fields, each with what there is to know about it. */
export function policyForm(
  model: CleanupModel,
  view: CleanupWorkbenchView,
  draft: PolicyDraft,
  context: CleanupContext,
): TemplateResult {
  const { strings, actions } = context;
  const part: Part = { ...context, model, draft };
  return html`
    <h2>${strings.policy}</h2>
    ${presets(view, part)}
    <vscode-checkbox
      .checked=${live(draft.enabled)}
      @change=${(event: Event) =>
        actions.setDraft({ ...draft, enabled: (event.target as HTMLInputElement).checked })}
      >${strings['field.enabled']}</vscode-checkbox
    >
    ${notesOn('enabled', part)} ${choice('cadence', view.cadences, part)}
    ${choice('keepN', view.keepNs, part)} ${pattern('nameRegexKeep', part)}
    ${choice('olderThan', view.olderThans, part)} ${pattern('nameRegex', part)}
  `;
}

function presets({ presets: known }: CleanupWorkbenchView, { strings, actions }: Part): TemplateResult {
  const choose = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const chosen = known[Number(select.value)];
    select.value = '';
    if (chosen !== undefined) actions.setDraft(chosen.draft);
  };
  return html`<select class="select presets" aria-label=${strings.presets} @change=${choose}>
    <option value="">${strings.presetsPrompt}</option>
    ${known.map(({ label }, index) => html`<option value=${index}>${label}</option>`)}
  </select>`;
}

function choice(
  field: 'cadence' | 'keepN' | 'olderThan',
  choices: readonly Choice[],
  part: Part,
): TemplateResult {
  const { strings, actions, draft } = part;
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, [field]: (event.target as HTMLSelectElement).value });
  return html`<label class="field">
      <span>${strings[`field.${field}`]}</span>
      <select class="select" @change=${set}>
        ${choices.map(
          ({ value, label }) =>
            html`<option value=${value} .selected=${live(value === draft[field])}>${label}</option>`,
        )}
      </select>
    </label>
    ${notesOn(field, part)}`;
}

function pattern(field: 'nameRegex' | 'nameRegexKeep', part: Part): TemplateResult {
  const { strings, actions, draft } = part;
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, [field]: (event.target as HTMLInputElement).value });
  return html`<vscode-text-field
      class="pattern"
      spellcheck="false"
      placeholder=${strings[`hint.${field}`]}
      .value=${draft[field]}
      @input=${set}
      >${strings[`field.${field}`]}</vscode-text-field
    >
    ${notesOn(field, part)}`;
}

function notesOn(field: DraftField, part: Part): TemplateResult {
  const { model, draft } = part;
  const refusal = model.result?.fields[field];
  const source = draft[field];
  const notes = model.report?.advice[field] ?? [];
  return html`${
    refusal === undefined ? nothing : adviceView({ level: 'error', text: refusal }, '', part)
  }${notes.map((note) => adviceView(note, typeof source === 'string' ? source : '', part))}`;
}
