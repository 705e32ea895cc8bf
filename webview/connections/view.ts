import { html, type TemplateResult } from 'lit';
import type {
  CapabilityRow,
  ConnectionDetailsStrings,
  ConnectionDetailsView,
} from '../../src/protocol/connections.ts';
import { failedView, firstView } from '../shared/firstView.ts';
import { format } from '../shared/format.ts';
import { expiryOf, type ConnectionDetailsModel } from './model.ts';

/** What the person can do on the page. */
export interface ConnectionDetailsActions {
  readonly load: () => void;
  readonly refresh: () => void;
  readonly copyReport: () => void;
}

/** What the page is drawn with besides its state. */
export interface DrawingContext {
  /** What to call the page as long as the view does not tell. */
  readonly title: string;
  readonly strings: ConnectionDetailsStrings;
  /** BCP 47. */
  readonly language: string;
  /** ms since 1970. */
  readonly now: number;
}

/** The whole page. */
export function connectionDetails(
  model: ConnectionDetailsModel,
  context: DrawingContext,
  actions: ConnectionDetailsActions,
): TemplateResult {
  const { strings } = context;
  const { view } = model;
  if (view === undefined) return firstView(model, context, actions.load);
  return html`
    <header class="page-head">
      <h1>${view.name}</h1>
      <div class="page-actions">
        <vscode-button appearance="secondary" @click=${actions.refresh}>
          <span slot="start" class="codicon codicon-refresh" aria-hidden="true"></span>${strings.refresh}
        </vscode-button>
        <vscode-button appearance="secondary" @click=${actions.copyReport}>
          <span slot="start" class="codicon codicon-copy" aria-hidden="true"></span>${strings.copyReport}
        </vscode-button>
      </div>
    </header>
    ${failedView(model, strings, actions.refresh)} ${instance(view, strings)} ${token(view, context)}
    ${allowed(view, strings)} ${tagSources(view, strings)}
  `;
}

function instance(view: ConnectionDetailsView, strings: ConnectionDetailsStrings): TemplateResult {
  const { user } = view;
  return html`<h2>${strings.instance}</h2>
    <dl class="facts">
      <dt>${strings.instanceUrl}</dt>
      <dd><a href=${view.instanceUrl}>${view.instanceUrl}</a></dd>
      <dt>${strings.gitlabVersion}</dt>
      <dd>${orUnknown(view.gitlabVersion, strings)}</dd>
      <dt>${strings.credential}</dt>
      <dd>${strings[`credential.${view.credential}`]}</dd>
      <dt>${strings.signedInAs}</dt>
      <dd>
        ${
          user === undefined
            ? view.credential === 'anonymous'
              ? strings.nobody
              : orUnknown(undefined, strings)
            : html`${user.name} <span class="muted">@${user.username}</span>`
        }
      </dd>
    </dl>`;
}

function token(view: ConnectionDetailsView, context: DrawingContext): TemplateResult {
  const { strings, language, now } = context;
  const { name, scopes, expiresOn, storedIn } = view.token;
  const expiry = expiryOf(expiresOn, now, language, strings);
  const scopeList = scopes?.map((scope) => html`<code>${scope}</code>`);
  return html`<h2>${strings.token}</h2>
    <dl class="facts">
      <dt>${strings.tokenName}</dt>
      <dd>${orUnknown(name, strings)}</dd>
      <dt>${strings.scopes}</dt>
      <dd class="scopes">${scopeList ?? orUnknown(undefined, strings)}</dd>
      <dt>${strings.expires}</dt>
      <dd>${expiry.level === 'plain' ? expiry.text : mark(expiry.level, expiry.text)}</dd>
      <dt>${strings.storedIn}</dt>
      <dd>${strings[`storedIn.${storedIn}`]}</dd>
    </dl>`;
}

function allowed(view: ConnectionDetailsView, strings: ConnectionDetailsStrings): TemplateResult {
  const row = ({ capability, needsScope, isAllowed }: CapabilityRow): TemplateResult =>
    html`<tr>
      <td>${strings[`capability.${capability}`]}</td>
      <td><code>${needsScope}</code></td>
      <td>
        ${
          isAllowed === 'unknown'
            ? mark('unknown', strings.allowedUnknown)
            : isAllowed === 'notWithThisKind'
              ? mark('no', strings.notWithThisKind)
              : isAllowed
                ? mark('yes', strings.allowed)
                : mark('no', format(strings.notAllowed, needsScope))
        }
      </td>
    </tr>`;
  return html`<h2 id="capabilities">${strings.capabilities}</h2>
    <table class="table" aria-labelledby="capabilities">
      <thead>
        <tr>
          <th scope="col">${strings.capability}</th>
          <th scope="col">${strings.needsScope}</th>
          <th scope="col">${strings.available}</th>
        </tr>
      </thead>
      <tbody>
        ${view.capabilities.map(row)}
      </tbody>
    </table>`;
}

function tagSources(view: ConnectionDetailsView, strings: ConnectionDetailsStrings): TemplateResult {
  const heading = html`<h2 id="tag-sources">${strings.tagSources}</h2>`;
  if (view.tagSources.length === 0)
    return html`${heading}
      <p class="muted">${strings.noRegistrySeen}</p>`;
  return html`${heading}
    <table class="table" aria-labelledby="tag-sources">
      <thead>
        <tr>
          <th scope="col">${strings.registryHost}</th>
          <th scope="col">${strings.tagSource}</th>
          <th scope="col">${strings.why}</th>
        </tr>
      </thead>
      <tbody>
        ${view.tagSources.map(
          ({ host, source, why }) =>
            html`<tr>
              <td class="long">${host}</td>
              <td>${source === undefined ? strings.notProbed : strings[`tagSource.${source}`]}</td>
              <td>${why}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

const icons = { yes: 'pass', no: 'circle-slash', unknown: 'question', warning: 'warning', error: 'error' };

function mark(level: keyof typeof icons, text: string): TemplateResult {
  return html`<span class="mark mark-${level}"
    ><span class="codicon codicon-${icons[level]}" aria-hidden="true"></span>${text}</span
  >`;
}

function orUnknown(value: string | undefined, strings: ConnectionDetailsStrings): TemplateResult {
  return value === undefined ? html`<span class="muted">${strings.unknown}</span>` : html`${value}`;
}
