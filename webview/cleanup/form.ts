import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Choice, CleanupWorkbenchView, DraftField, PolicyDraft } from '../../src/protocol/cleanup.ts';
import { format } from '../shared/format.ts';
import { adviceView, noteView } from './advice.ts';
import type { CleanupModel } from './model.ts';
import type { CleanupContext } from './context.ts';

/** What the form is drawn from. */
export type Part = CleanupContext & {
  readonly model: CleanupModel;
  readonly view: CleanupWorkbenchView;
  readonly draft: PolicyDraft;
};

/** The policy's fields, each with what there is to know about it. */
export function policyForm(part: Part): TemplateResult {
  const { strings, actions, draft, view } = part;
  const repositories = view.repositories.filter(({ incomplete }) => incomplete !== undefined);
  return html`
    <div class="form-head">
      <h2>${view.canSave ? strings.policy : strings.trialPolicy}</h2>
      ${presets(part)}
    </div>
    <div class="field inline ${changedClass('enabled', part)} ${changedClass('cadence', part)}">
      <vscode-checkbox
        .checked=${live(draft.enabled)}
        @change=${(event: Event) =>
          actions.setDraft({ ...draft, enabled: (event.target as HTMLInputElement).checked })}
        >${strings['field.enabled']}</vscode-checkbox
      >
      ${select('cadence', view.cadences, part)}
    </div>
    ${notesOn('enabled', part)} ${notesOn('cadence', part)}
    <h3>${strings.keep}</h3>
    ${choice('keepN', view.keepNs, part)} ${pattern('nameRegexKeep', part)}
    <h3>${strings.delete}</h3>
    ${choice('olderThan', view.olderThans, part)} ${pattern('nameRegex', part)}
    <p class="form-links">
      <button class="link" type="button" @click=${actions.testPatterns}>${strings.testPatterns}</button>
      <button class="link" type="button" @click=${actions.copyApiCall}>${strings.copyApiCall}</button>
    </p>
    <div class="notes">
      ${view.notes.map(noteView)} ${(part.model.report?.warnings ?? []).map(noteView)}
      ${repositories.map(({ path, incomplete = '' }) => noteView({ level: 'warning', text: `${path}: ${incomplete}` }))}
      ${view.repositories.map(({ path, lastRun }) =>
        lastRun === undefined ? nothing : html`<p class="hint"><code>${path}</code> ${lastRun}</p>`,
      )}
    </div>
  `;
}

function isChanged(field: DraftField, { draft, view }: Part): boolean {
  return draft[field] !== view.saved[field];
}

function changedClass(field: DraftField, part: Part): string {
  return isChanged(field, part) ? 'modified' : '';
}

/** What GitLab has instead. */
function savedValue(field: 'keepN' | 'olderThan' | 'nameRegex' | 'nameRegexKeep', part: Part): unknown {
  if (!isChanged(field, part)) return nothing;
  const { strings, view } = part;
  const value = view.saved[field];
  const choices = field === 'keepN' ? view.keepNs : field === 'olderThan' ? view.olderThans : [];
  const label = choices.find((one) => one.value === value)?.label ?? value;
  return html`<span class="saved muted" title=${label}
    >${format(strings.saved, label === '' ? '–' : label)}</span
  >`;
}

function presets({ strings, actions, view: { presets: known } }: Part): TemplateResult {
  const choose = (event: Event): void => {
    const box = event.target as HTMLSelectElement;
    const chosen = known[Number(box.value)];
    box.value = '';
    if (chosen !== undefined) actions.setDraft(chosen.draft);
  };
  return html`<select class="presets" aria-label=${strings.presets} @change=${choose}>
    <option value="">${strings.presetsPrompt}</option>
    ${known.map(({ label }, index) => html`<option value=${index}>${label}</option>`)}
  </select>`;
}

function select(
  field: 'cadence' | 'keepN' | 'olderThan',
  choices: readonly Choice[],
  { strings, actions, draft }: Part,
): TemplateResult {
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, [field]: (event.target as HTMLSelectElement).value });
  const value = draft[field];
  const days = /^(\d{1,5})d$/.exec(value)?.[1];
  // A value that the line was moved to.
  const other = choices.some((one) => one.value === value)
    ? []
    : [{ value, label: days === undefined ? value : format(strings.days, days) }];
  return html`<select
    class="select"
    id="field-${field}"
    aria-label=${strings[`field.${field}`]}
    @change=${set}
  >
    ${[...choices, ...other].map(
      (one) => html`<option value=${one.value} .selected=${live(one.value === value)}>${one.label}</option>`,
    )}
  </select>`;
}

function choice(field: 'keepN' | 'olderThan', choices: readonly Choice[], part: Part): TemplateResult {
  return html`<div class="field ${changedClass(field, part)}">
    <label for="field-${field}">${part.strings[`label.${field}`]}</label> ${savedValue(field, part)}
    ${select(field, choices, part)} ${notesOn(field, part)}
  </div>`;
}

function pattern(field: 'nameRegex' | 'nameRegexKeep', part: Part): TemplateResult {
  const { strings, actions, draft } = part;
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, [field]: (event.target as HTMLInputElement).value });
  return html`<div class="field ${changedClass(field, part)}">
    <label for="field-${field}">${strings['label.pattern']}</label> ${savedValue(field, part)}
    <input
      class="select pattern"
      id="field-${field}"
      type="text"
      spellcheck="false"
      autocomplete="off"
      aria-label=${strings[`field.${field}`]}
      placeholder=${strings[`hint.${field}`]}
      .value=${live(draft[field])}
      @input=${set}
    />
    ${field === 'nameRegexKeep' ? examples(part) : nothing} ${notesOn(field, part)}
  </div>`;
}

/** Real names that the pattern keeps: what it means is said by them. */
function examples({ strings, model: { report } }: Part): unknown {
  const names = report?.examples.nameRegexKeep ?? [];
  if (report === undefined || names.length === 0) return nothing;
  const more = report.exampleCounts.nameRegexKeep - names.length;
  return html`<p class="hint examples">
    ${strings.examplesKeep} ${names.map((name) => html`<code class="chip-code">${name}</code> `)}
    ${more > 0 ? format(strings.examplesMore, more.toLocaleString()) : nothing}
  </p>`;
}

function notesOn(field: DraftField, part: Part): TemplateResult {
  const { model, draft } = part;
  const refusal = model.result?.fields[field];
  const source = draft[field];
  const all = model.report?.advice[field] ?? [];
  // What a pattern means is said by a finding or by real names, where there are some.
  const hasExamples = field === 'nameRegexKeep' && (model.report?.examples.nameRegexKeep.length ?? 0) > 0;
  const isSaid = hasExamples || all.some(({ level }) => level !== 'info');
  const notes = isSaid ? all.filter(({ level, fixes }) => level !== 'info' || fixes !== undefined) : all;
  return html`${
    refusal === undefined ? nothing : adviceView({ level: 'error', text: refusal }, '', part)
  }${notes.map((note) => adviceView(note, typeof source === 'string' ? source : '', part))}`;
}
