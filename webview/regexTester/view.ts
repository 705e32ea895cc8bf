import { html, nothing, type TemplateResult } from 'lit';
import type {
  Expectation,
  RegexTesterStrings,
  RegexTesterView,
  RowFilter,
  TesterPatterns,
  TesterRow,
} from '../../src/protocol/regexTester.ts';
import { failureView, loadingView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';
import type { VirtualColumn } from '../shared/virtualRows.ts';
import type { VirtualWindow } from '../shared/virtualWindow.ts';
import { meetsExpectation, type RegexTesterModel, type TesterSettings } from './model.ts';
import { patternNotes } from './patternField.ts';

/** What the person can do on the page. */
export interface RegexTesterActions {
  readonly load: () => void;
  readonly set: (settings: Partial<TesterSettings>) => void;
  readonly chooseRepository: () => void;
  /** Takes the patterns into the policy's draft. */
  readonly usePatterns: () => void;
  readonly activate: (row: number) => void;
  readonly drawn: (window: VirtualWindow) => void;
  /** Marks the active row. */
  readonly expect: (expectation: Expectation | undefined) => void;
}

interface Context {
  readonly strings: RegexTesterStrings;
  readonly actions: RegexTesterActions;
}

/** The whole page. */
export function regexTester(
  model: RegexTesterModel,
  strings: RegexTesterStrings,
  actions: RegexTesterActions,
): TemplateResult {
  const context = { strings, actions };
  const { view, failure } = model;
  const failed = failure === undefined ? nothing : failureView(failure, strings, actions.load);
  if (view === undefined)
    return html`<h1>${strings.title}</h1>
      ${failure === undefined ? loadingView(strings) : failed}`;
  return html`
    <header class="page-head">
      <h1>${strings.title}</h1>
      <div class="page-actions">
        ${examples(view, context)}
        ${
          view.canUse
            ? html`<vscode-button @click=${actions.usePatterns}>${strings.usePatterns}</vscode-button>`
            : nothing
        }
      </div>
    </header>
    ${failed} ${view.isPolicyUnknown ? html`<p class="muted">${strings.policyUnknown}</p>` : nothing}
    ${patternFields(model, context)}
    <h2>${strings.names}</h2>
    ${nameSources(model, view, context)}
    ${model.report?.total === 0 ? html`<p class="muted">${strings.noNames}</p>` : list(model, context)}
  `;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

function examples({ examples }: RegexTesterView, { strings, actions }: Context): TemplateResult {
  const choose = (event: Event): void => {
    const chosen = examples[Number(valueOf(event))];
    if (chosen !== undefined) actions.set({ patterns: chosen.patterns });
  };
  return html`<vscode-dropdown aria-label=${strings.examples} @change=${choose}>
    <vscode-option value="">${strings.examplesPrompt}</vscode-option>
    ${examples.map(({ label }, index) => html`<vscode-option value=${index}>${label}</vscode-option>`)}
  </vscode-dropdown>`;
}

function patternFields(
  { settings, report }: RegexTesterModel,
  { strings, actions }: Context,
): TemplateResult {
  const { patterns } = settings;
  const use = (changed: Partial<TesterPatterns>): void =>
    actions.set({ patterns: { ...patterns, ...changed } });
  const notes = { total: report?.total ?? 0, strings, use };
  return html`<div class="patterns">
    <div>
      <vscode-text-field
        class="pattern"
        spellcheck="false"
        .value=${patterns.deletes}
        @input=${(event: Event) => use({ deletes: valueOf(event) })}
        >${strings.deletePattern}</vscode-text-field
      >
      ${patternNotes(patterns.deletes, report?.deletes, notes)}
    </div>
    <div>
      <vscode-text-field
        class="pattern"
        spellcheck="false"
        .value=${patterns.keeps}
        @input=${(event: Event) => use({ keeps: valueOf(event) })}
        >${strings.keepPattern}</vscode-text-field
      >
      ${patternNotes(patterns.keeps, report?.keeps, notes)}
    </div>
    <div>
      <vscode-text-area
        class="pattern"
        rows="2"
        spellcheck="false"
        placeholder=${strings.protectionHint}
        .value=${patterns.protections.join('\n')}
        @input=${(event: Event) => use({ protections: linesOf(valueOf(event)) })}
        >${strings.protectionPatterns}</vscode-text-area
      >
      ${patterns.protections.map((source, rule) => patternNotes(source, report?.protections[rule], notes))}
    </div>
  </div>`;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

function nameSources(
  { settings }: RegexTesterModel,
  { repository }: RegexTesterView,
  { strings, actions }: Context,
): TemplateResult {
  const label =
    repository === undefined
      ? strings.noRepository
      : format(
          repository.isComplete ? strings.repositoryNames : strings.repositoryIncomplete,
          repository.path,
          repository.nameCount,
        );
  return html`<div class="sources">
    <div class="repository">
      <span class=${repository === undefined ? 'muted' : ''}>${label}</span>
      <vscode-button appearance="secondary" @click=${actions.chooseRepository}
        >${strings.chooseRepository}</vscode-button
      >
    </div>
    <vscode-text-area
      class="pasted"
      rows="2"
      spellcheck="false"
      placeholder=${strings.pasteHint}
      .value=${settings.pasted}
      @input=${(event: Event) => actions.set({ pasted: valueOf(event) })}
      >${strings.pastedNames}</vscode-text-area
    >
  </div>`;
}

const filters: readonly RowFilter[] = ['all', 'goes', 'stays', 'unmet'];

function list(model: RegexTesterModel, context: Context): TemplateResult {
  const { strings, actions } = context;
  const { report, settings } = model;
  return html`
    <div class="list-head">
      <vscode-dropdown
        aria-label=${strings.listed}
        .value=${settings.filter}
        @change=${(event: Event) => actions.set({ filter: valueOf(event) as RowFilter })}
      >
        ${filters.map(
          (filter) => html`<vscode-option value=${filter}>${strings[`filter.${filter}`]}</vscode-option>`,
        )}
      </vscode-dropdown>
      <input
        class="select"
        type="search"
        aria-label=${strings.filterText}
        placeholder=${strings.filterText}
        .value=${settings.text}
        @input=${(event: Event) => actions.set({ text: valueOf(event) })}
      />
      ${marks(model, context)}
    </div>
    <p role="status" class="summary">${summary(model, strings)}</p>
    <virtual-table
      .label=${strings.names}
      .count=${report?.rowCount ?? 0}
      .columns=${columns(model, strings)}
      @row-active=${({ detail }: CustomEvent<number>) => actions.activate(detail)}
      @rows-drawn=${({ detail }: CustomEvent<VirtualWindow>) => actions.drawn(detail)}
    ></virtual-table>
    <p class="muted">${strings.patternsOnly}</p>
  `;
}

function marks({ rows, activeRow }: RegexTesterModel, { strings, actions }: Context): TemplateResult {
  const active = rows.get(activeRow);
  const button = (expectation: Expectation | undefined): TemplateResult =>
    html`<vscode-button
      appearance="secondary"
      ?disabled=${active === undefined}
      aria-pressed=${active !== undefined && active.expectation === expectation}
      @click=${() => actions.expect(expectation)}
      >${strings[`expect.${expectation ?? 'none'}`]}</vscode-button
    >`;
  return html`<div class="marks" role="group" aria-label=${active?.name ?? strings.expectation}>
    ${button('go')} ${button('stay')} ${button(undefined)}
  </div>`;
}

function summary({ report }: RegexTesterModel, strings: RegexTesterStrings): string {
  if (report === undefined) return '';
  const { goes, undecided } = report.counts;
  if (undecided > 0) return strings.invalidPattern;
  const { met, unmet } = report.expected;
  return [
    format(strings.summary, goes, report.total - goes),
    ...(met + unmet === 0 ? [] : [format(strings.expectationsMet, met)]),
    ...(unmet === 0 ? [] : [format(strings.expectationUnmet, unmet)]),
  ].join(' · ');
}

const outcomeIcons: Readonly<Record<TesterRow['outcome'], string>> = {
  goes: 'trash',
  latest: 'lock',
  notMatched: 'dash',
  keptByPattern: 'pass',
  protected: 'shield',
  undecided: 'question',
};

function columns({ rows }: RegexTesterModel, strings: RegexTesterStrings): readonly VirtualColumn[] {
  const cell = (draw: (row: TesterRow) => unknown) => (index: number) => {
    const row = rows.get(index);
    return row === undefined ? '' : draw(row);
  };
  return [
    {
      name: 'tag',
      heading: strings.name,
      cell: cell(
        ({ name, match }) =>
          html`<span title=${name}
            >${segmentsOf(name, match).map(({ text, isMarked }) =>
              isMarked ? html`<mark>${text}</mark>` : text,
            )}</span
          >`,
      ),
    },
    {
      name: 'outcome',
      heading: strings.outcome,
      cell: cell(({ outcome }) => {
        const words = strings[`outcome.${outcome}`];
        return html`<span title=${words}
          ><span class="codicon codicon-${outcomeIcons[outcome]} icon-${outcome}" aria-hidden="true"></span>
          ${words}</span
        >`;
      }),
    },
    {
      name: 'expected',
      heading: strings.expectation,
      cell: cell((row) => expectationCell(row, strings)),
    },
  ];
}

function expectationCell(row: TesterRow, strings: RegexTesterStrings): unknown {
  if (row.expectation === undefined) return '';
  const isMet = meetsExpectation(row);
  const icon = isMet === false ? 'warning' : isMet === true ? 'check' : 'question';
  const words = strings[`expect.${row.expectation}`];
  return html`<span title=${words}
    ><span class="codicon codicon-${icon} icon-${icon}" aria-hidden="true"></span> ${words}</span
  >`;
}
