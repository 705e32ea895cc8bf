import { html, nothing, type TemplateResult } from 'lit';
import type { Advice, CleanupWorkbenchView } from '../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../src/protocol/cleanupStrings.ts';
import { failureView, loadingView } from '../shared/failureView.ts';
import { noteView } from './advice.ts';
import type { CleanupActions } from './context.ts';
import { policyForm, type Part } from './form.ts';
import { wideFrom, type CleanupModel } from './model.ts';
import { saveReview } from './saveReview.ts';
import { strip } from './strip.ts';
import { tagList } from './tagList.ts';
import { ageTimeline } from './timeline.ts';

/** The whole page. */
export function cleanupWorkbench(
  model: CleanupModel,
  strings: CleanupWorkbenchStrings,
  actions: CleanupActions,
): TemplateResult {
  const context = { strings, actions };
  const { view, draft, failure } = model;
  if (view === undefined || draft === undefined)
    return html`<div class="first">
      <h1>${strings.title}</h1>
      ${failure === undefined ? loadingView(strings) : failureView(failure, strings, actions.load)}
    </div>`;
  const failed = failure === undefined ? nothing : failureView(failure, strings, undefined);
  const part = { ...context, model, view, draft };
  return html`${strip(model, view, context)}
    <div class="columns">
      ${model.size.width < wideFrom ? policyLine(part) : nothing} ${policy(part, failed)}
      <section class="preview ${model.isPending ? 'pending' : ''}" aria-label=${strings.preview}>
        ${view.tagCount === 0 ? nothing : ageTimeline(model, context)}
        ${view.isLoading && view.tagCount === 0 ? nothing : tagList(model, view, context)}
      </section>
    </div>`;
}

/** The form, or what saving would change, in one column; on a narrow page only while it is asked for. */
function policy(part: Part, failed: unknown): TemplateResult {
  const { model, strings } = part;
  const { review, isSaving, isFormOpen, size } = model;
  if (size.width < wideFrom && !isFormOpen && review === undefined) return html`${messages(model)} ${failed}`;
  return html`<section class="form" aria-label=${strings.policy}>
    ${messages(model)} ${failed}
    ${review === undefined ? policyForm(part) : saveReview(review, isSaving, part)}
  </section>`;
}

/** How saving ended, where it was not saved. */
function messages({ result }: CleanupModel): unknown {
  if (result === undefined || result.outcome === 'saved') return nothing;
  const level: Advice['level'] = result.outcome === 'refused' ? 'error' : 'warning';
  return html`<div role="alert">${noteView({ level, text: result.message })}</div>`;
}

/** The policy in one line where there is no room for its form. */
function policyLine({ model: { isFormOpen, report }, view, draft, strings, actions }: Part): TemplateResult {
  const labelOf = (choices: CleanupWorkbenchView['keepNs'], value: string): string =>
    choices.find((one) => one.value === value)?.label ?? value;
  const parts = [
    labelOf(view.cadences, draft.cadence),
    ...(draft.keepN === '' ? [] : [`${strings['field.keepN']} ${draft.keepN}`]),
    ...(draft.olderThan === ''
      ? []
      : [`${strings['label.olderThan']} ${labelOf(view.olderThans, draft.olderThan)}`]),
  ];
  const findings = Object.values(report?.advice ?? {}).flat();
  const worst = findings.find(({ level }) => level !== 'info');
  return html`<div class="policy-line">
    <p>
      <span><b>${strings.policy}:</b> ${parts.join(', ')}</span>
      <button class="link" type="button" aria-expanded=${isFormOpen} @click=${actions.toggleForm}>
        ${strings.editPolicy}
      </button>
    </p>
    ${worst === undefined || isFormOpen ? nothing : noteView({ level: worst.level, text: worst.title ?? worst.text })}
  </div>`;
}
