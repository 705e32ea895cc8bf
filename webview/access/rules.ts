import { html, nothing, type TemplateResult } from 'lit';
import type { RuleKind } from '../../src/domain/access/rule.ts';
import type { AccessView, RuleRow, RuleSection } from '../../src/protocol/access.ts';
import { format } from '../shared/format.ts';
import type { AccessContext } from './context.ts';
import type { AccessModel } from './model.ts';
import { matchView, noteView, outcomeView } from './notes.ts';
import { ruleForm } from './ruleForm.ts';

/** The rules of one kind, and the form of the one that is added or changed. */
export function rulesView(
  kind: RuleKind,
  model: AccessModel,
  view: AccessView,
  context: AccessContext,
): TemplateResult {
  const { strings } = context;
  const section = view.rules[kind];
  const isOpen = model.draft?.kind === kind;
  const hasTags = kind === 'tag' && (section.rows.length > 0 || isOpen);
  return html`<section aria-labelledby="rules-${kind}" id="section-${kind}">
    <h2 id="rules-${kind}">${strings[`rules.${kind}`]}</h2>
    ${section.note === undefined ? nothing : noteView(section.note)}
    ${hasTags ? tagsView(view, context) : nothing} ${rows(kind, section, model, context)}
    ${outcomeView(model, kind, context)}
    ${section.canChange ? editor(kind, section, model, context) : nothing}
  </section>`;
}

/** The form, or the button that opens it for a new rule. */
function editor(
  kind: RuleKind,
  section: RuleSection,
  model: AccessModel,
  context: AccessContext,
): TemplateResult {
  const { draft } = model;
  if (draft?.kind === kind) return ruleForm(model, draft, section, context);
  if (section.full !== undefined) return html`<p class="muted">${section.full}</p>`;
  return html`<div class="buttons">
    <vscode-button
      appearance="secondary"
      class="add"
      ?disabled=${draft !== undefined}
      @click=${() => context.actions.edit(kind)}
      >${context.strings.addRule}</vscode-button
    >
  </div>`;
}

function rows(
  kind: RuleKind,
  { rows: all, canChange }: RuleSection,
  model: AccessModel,
  context: AccessContext,
): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<ul class="rules">
    ${all.map((row) => ruleRow(kind, row, { ...context, canChange, isEditing: model.draft !== undefined }))}
  </ul>`;
}

/** One rule is edited at a time, so that no draft is lost. */
type RowContext = AccessContext & { readonly canChange: boolean; readonly isEditing: boolean };

function ruleRow(
  kind: RuleKind,
  { id, pattern, levels, isEditable, matches }: RuleRow,
  { strings, actions, canChange, isEditing }: RowContext,
): TemplateResult {
  const button = (icon: string, label: string, isDisabled: boolean, deed: () => void): TemplateResult =>
    html`<vscode-button
      appearance="icon"
      aria-label=${format(label, pattern)}
      title=${format(label, pattern)}
      ?disabled=${isDisabled}
      @click=${deed}
      ><span class="codicon codicon-${icon}" aria-hidden="true"></span
    ></vscode-button>`;
  return html`<li>
    <div class="rule-head">
      <code>${pattern}</code>
      ${
        canChange && isEditable
          ? html`<span class="rule-buttons"
              >${button('edit', strings.editRule, isEditing, () => actions.edit(kind, id))}${button('trash', strings.removeRule, false, () => actions.remove(kind, id))}</span
            >`
          : nothing
      }
    </div>
    <p>${levels}</p>
    ${matchView(matches)}
  </li>`;
}

/** How far the tags are listed that rules are tried on. */
function tagsView({ tags }: AccessView, { strings, actions }: AccessContext): TemplateResult {
  const { state, text, problems } = tags;
  const isListing = state === 'listing';
  return html`<div class="tags" role="group" aria-label=${strings.tags}>
    <p class="listing">
      ${isListing ? html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>` : nothing}
      <span role="status">${text}</span>
      ${
        state === 'listed'
          ? nothing
          : html`<vscode-button appearance="secondary" @click=${isListing ? actions.stop : actions.listTags}
              >${isListing ? strings.stop : strings.listTags}</vscode-button
            >`
      }
    </p>
    ${
      problems.length === 0
        ? nothing
        : html`<ul class="problems">
            ${problems.map(({ path, text: why }) => html`<li><code>${path}</code> ${why}</li>`)}
          </ul>`
    }
  </div>`;
}
