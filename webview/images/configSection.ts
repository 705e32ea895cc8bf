import { html, nothing, type TemplateResult } from 'lit';
import type { NamedValue } from '../../src/domain/images/imageConfig.ts';
import type { ConfigView, ImageView, ManifestView } from '../../src/protocol/images.ts';
import { failureView } from '../shared/failureView.ts';
import { format } from '../shared/format.ts';
import type { ManifestModel } from './model.ts';
import { textButton } from './parts.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** Longer lists show their beginning until the person wants all. */
const shortList = 40;

/** What the config says, the Dockerfile made of it, and annotations. */
export function configSection(
  model: ManifestModel,
  view: ManifestView,
  image: ImageView,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings } = context;
  const { config, configText, configFailure, dockerfile } = image;
  const lists = { expanded: model.expanded, context, actions };
  const indexAnnotations = view.index?.annotations ?? [];
  return html`
    <div class="section-head">
      <h2>${configText === undefined ? strings.config : strings.configOfArtifact}</h2>
      ${textButton('json', strings.openConfig, () => actions.openDocument('config', image.configDigest))}
    </div>
    ${configFailure === undefined ? nothing : failureView(configFailure, strings, actions.refresh)}
    ${configText === undefined ? nothing : html`<pre class="text" tabindex="0">${configText}</pre>`}
    ${config === undefined ? nothing : facts(config, context)}
    ${
      config === undefined
        ? nothing
        : html`${table('environment', strings.environment, config.environment, lists)}
          ${table('labels', strings.labels, config.labels, lists)}`
    }
    ${table('annotations', strings.annotations, image.annotations, lists)}
    ${table('indexAnnotations', strings.indexAnnotations, indexAnnotations, lists)}
    ${
      dockerfile === ''
        ? nothing
        : html`<div class="section-head">
              <h2>${strings.dockerfile}</h2>
              <div class="page-actions">
                ${textButton('copy', strings.copyDockerfile, () => actions.copy('dockerfile'))}
                ${textButton('go-to-file', strings.openDockerfile, () => actions.openDocument('dockerfile', image.configDigest))}
              </div>
            </div>
            <p class="muted remark">${strings.dockerfileHint}</p>
            <pre class="text" tabindex="0" aria-label=${strings.dockerfile}>${dockerfile}</pre>`
    }
  `;
}

function facts(config: ConfigView, { strings }: DrawingContext): TemplateResult {
  const fact = (name: string, value: string | undefined, unset?: string) => {
    if (value === undefined && unset === undefined) return nothing;
    return html`<dt>${name}</dt>
      <dd>
        ${value === undefined ? html`<span class="muted">${unset}</span>` : html`<code>${value}</code>`}
      </dd>`;
  };
  const list = (values: readonly string[]): string | undefined =>
    values.length === 0 ? undefined : values.join('  ');
  return html`<dl class="facts">
    ${fact(strings.user, config.user, strings.defaultUser)}
    ${fact(strings.workingDirectory, config.workingDirectory, '/')}
    ${fact(strings.entrypoint, config.entrypoint, strings.none)}
    ${fact(strings.command, config.command, strings.none)}
    ${fact(strings.exposedPorts, list(config.exposedPorts), strings.none)}
    ${fact(strings.volumes, list(config.volumes), strings.none)}
    ${fact(strings.stopSignal, config.stopSignal)} ${fact(strings.healthCheck, config.healthCheck)}
  </dl>`;
}

interface ListContext {
  readonly expanded: ReadonlySet<string>;
  readonly context: DrawingContext;
  readonly actions: ManifestActions;
}

function table(
  id: string,
  title: string,
  values: readonly NamedValue[],
  { expanded, context, actions }: ListContext,
): TemplateResult | typeof nothing {
  const { strings } = context;
  if (values.length === 0) return nothing;
  const shown = expanded.has(id) ? values : values.slice(0, shortList);
  return html`<h3 id=${id}>${title}</h3>
    <table class="table values" aria-labelledby=${id}>
      <thead>
        <tr>
          <th scope="col">${strings.name}</th>
          <th scope="col">${strings.value}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          ({ name, value }) =>
            html`<tr>
              <td class="name"><code>${name}</code></td>
              <td class="long"><code class="value">${value}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      shown.length === values.length
        ? nothing
        : html`<vscode-button appearance="secondary" class="show-all" @click=${() => actions.expand(id)}
            >${format(strings.showAll, values.length)}</vscode-button
          >`
    }`;
}
