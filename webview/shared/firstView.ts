import { html, nothing, type TemplateResult } from 'lit';
import type { SharedStrings } from '../../src/protocol/contract.ts';
import type { PageFailure } from '../../src/protocol/pageFailure.ts';
import { failureView, loadingView } from './failureView.ts';

/** What a page knows before it has anything to show. */
interface Waiting {
  readonly isBusy: boolean;
  readonly failure?: PageFailure | undefined;
}

/** The failure of the last question, with a way to ask again. */
export function failedView(
  { failure }: Waiting,
  strings: SharedStrings,
  retry: () => void,
): TemplateResult | typeof nothing {
  return failure === undefined ? nothing : failureView(failure, strings, retry);
}

/** The page as long as the host has not told what is on it. `title`: what to call it until then. */
export function firstView(
  model: Waiting,
  { title, strings }: { readonly title: string; readonly strings: SharedStrings },
  load: () => void,
): TemplateResult {
  return html`<h1>${title}</h1>
    ${model.isBusy ? loadingView(strings) : failedView(model, strings, load)}`;
}
