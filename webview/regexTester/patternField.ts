import { html, nothing, type TemplateResult } from 'lit';
import type {
  PatternAdvice,
  PatternReport,
  RegexTesterStrings,
  TesterPatterns,
} from '../../src/protocol/regexTester.ts';
import { format } from '../shared/format.ts';
import { segmentsOf } from '../shared/segments.ts';

/** What the host says of a pattern, below its field. */
export function patternNotes(
  source: string,
  report: PatternReport | undefined,
  options: {
    readonly total: number;
    readonly strings: RegexTesterStrings;
    readonly use: (patterns: TesterPatterns) => void;
  },
): TemplateResult {
  if (report === undefined) return html``;
  const { strings, total, use } = options;
  const { compiled, matchCount, advice } = report;
  return html`
    ${
      compiled === undefined
        ? nothing
        : html`<p class="muted">
            ${strings.compiled} <code>${compiled}</code> · ${format(strings.matches, matchCount, total)}
          </p>`
    }
    ${advice.map((one) => adviceView(source, one, strings, use))}
  `;
}

const icons = { error: 'error', warning: 'warning', info: 'info' };

function adviceView(
  source: string,
  { level, text, range, fixes = [] }: PatternAdvice,
  strings: RegexTesterStrings,
  use: (patterns: TesterPatterns) => void,
): TemplateResult {
  return html`<div class="advice mark mark-${level}">
    <span class="codicon codicon-${icons[level]}" aria-hidden="true"></span>
    <div>
      <p>${text}</p>
      ${
        range === undefined
          ? nothing
          : html`<p class="excerpt">
              ${format(strings.position, range.start + 1)}
              <code
                >${segmentsOf(source, range).map(({ text, isMarked }) =>
                  isMarked ? html`<mark>${text}</mark>` : text,
                )}</code
              >
            </p>`
      }
      ${fixes.map(
        ({ label, patterns }) =>
          html`<vscode-button appearance="secondary" @click=${() => use(patterns)}>${label}</vscode-button> `,
      )}
    </div>
  </div>`;
}
