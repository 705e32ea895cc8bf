import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { DraftLevel, RuleDraft, RuleSection } from '../../src/protocol/access.ts';
import { canSaveRule, type AccessModel } from './model.ts';
import type { AccessContext } from './context.ts';
import { matchView, noteView, patternNoteView } from './notes.ts';

/** The form of a rule, with what its pattern matches while it is typed. */
export function ruleForm(
  model: AccessModel,
  draft: RuleDraft,
  section: RuleSection,
  context: AccessContext,
): TemplateResult {
  const { strings, actions } = context;
  const { preview } = model;
  const title = draft.id === undefined ? strings.newRule : strings.changedRule;
  const use = (pattern: string): void => actions.setDraft({ ...draft, pattern });
  const notes = preview?.notes ?? [];
  return html`<div class="rule-form" role="group" aria-label=${title}>
    <h3>${title}</h3>
    ${patternField(model, draft, section, context)}
    <div class="pattern-notes">
      ${notes.map((note) => patternNoteView(note, draft.pattern, { ...context, use }))}
    </div>
    ${preview?.matches === undefined ? nothing : html`<div role="status">${matchView(preview.matches)}</div>`}
    <div class="levels">
      ${levelField('push', draft, section, context)} ${levelField('remove', draft, section, context)}
    </div>
    ${problem(preview?.problems.push)} ${problem(preview?.problems.remove)}
    <div class="buttons">
      <vscode-button ?disabled=${!canSaveRule(model)} @click=${actions.save}>${strings.save}</vscode-button>
      <vscode-button appearance="secondary" ?disabled=${model.isBusy} @click=${actions.discard}
        >${strings.cancel}</vscode-button
      >
    </div>
    <p class="muted">${strings.draftKept}</p>
  </div>`;
}

function patternField(
  { preview }: AccessModel,
  draft: RuleDraft,
  section: RuleSection,
  { strings, actions }: AccessContext,
): TemplateResult {
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, pattern: (event.target as HTMLInputElement).value });
  const save = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) actions.save();
  };
  const wrong = preview?.problems.pattern;
  const isWrong = wrong !== undefined || preview?.notes.some(({ level }) => level === 'error') === true;
  return html`<label class="field">
      <span>${strings[`pattern.${draft.kind}`]}</span>
      <input
        class="select pattern"
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-describedby="pattern-hint"
        aria-invalid=${isWrong}
        .value=${live(draft.pattern)}
        @input=${set}
        @keydown=${save}
      />
    </label>
    <p class="muted" id="pattern-hint">${section.hint}</p>
    ${problem(wrong)}`;
}

function problem(text: string | undefined): TemplateResult {
  return html`<div role="alert">${text === undefined ? nothing : noteView({ level: 'error', text })}</div>`;
}

function levelField(
  field: 'push' | 'remove',
  draft: RuleDraft,
  { levels }: RuleSection,
  { strings, actions }: AccessContext,
): TemplateResult {
  const set = (event: Event): void =>
    actions.setDraft({ ...draft, [field]: (event.target as HTMLSelectElement).value as DraftLevel });
  return html`<label class="field">
    <span>${strings[field]}</span>
    <select class="select" @change=${set}>
      ${levels.map(
        ({ value, label }) =>
          html`<option value=${value} .selected=${live(value === draft[field])}>${label}</option>`,
      )}
    </select>
  </label>`;
}
