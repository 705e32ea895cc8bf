import { html, nothing, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ImageView, ManifestStrings, ManifestView } from '../../src/protocol/images.ts';
import { failureView } from '../shared/failureView.ts';
import { failedView, firstView } from '../shared/firstView.ts';
import { format } from '../shared/format.ts';
import type { DrawingContext, ManifestActions } from './context.ts';
import { configSection } from './configSection.ts';
import { layersSection } from './layersSection.ts';
import { byteSize, dateTime, type ManifestModel } from './model.ts';
import { digestText, iconButton, kindIcons } from './parts.ts';
import { otherTagsSection } from './otherTagsSection.ts';
import { platformsSection } from './platformsSection.ts';
import { referrersSection } from './referrersSection.ts';

/** The whole page. */
export function manifestPage(
  model: ManifestModel,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings } = context;
  const { view } = model;
  if (view === undefined) return firstView(model, context, actions.load);
  return html`
    <header class="page-head">
      <h1>${headName(view.name)}</h1>
      <div class="page-actions">
        ${iconButton('copy', strings.copyPullCommand, () => actions.copy('pullCommand'))}
        ${iconButton('refresh', strings.refresh, actions.refresh)}
      </div>
    </header>
    ${headLine(view, model, context, actions)} ${failedView(model, strings, actions.refresh)}
    ${moved(view, strings, actions)} ${facts(view, context, actions)}
    ${view.index === undefined ? nothing : platformsSection(view.index, context, actions)}
    ${chosen(model, view, context, actions)} ${otherTagsSection(model, context, actions)}
    ${referrersSection(model.referrers, context, actions)}
  `;
}

/** The path is said more quietly than what it leads to. */
function headName(name: string): TemplateResult {
  const cut = name.lastIndexOf('/') + 1;
  return html`<span class="head-path">${name.slice(0, cut)}</span>${name.slice(cut)}`;
}

/** What it is, in one line: kind, digest, size, date, and its other names. */
function headLine(
  view: ManifestView,
  { otherTags }: ManifestModel,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings } = context;
  const { image } = view;
  const opensDocument = view.index === undefined ? strings.openManifest : strings.openIndexDocument;
  const names = otherTags?.sameNames ?? [];
  return html`<div class="head-line">
    <span title=${view.mediaType}
      ><span class="codicon codicon-${kindIcons[view.kind] ?? 'file-binary'}" aria-hidden="true"></span>
      ${strings[`kind.${view.kind}`]}</span
    >
    <span class="digest"
      >${digestText(view.digest)} ${iconButton('copy', strings.copyDigest, () => actions.copy('digest'))}
      ${iconButton('link', strings.copyDigestReference, () => actions.copy('digestReference'))}
      ${iconButton('json', opensDocument, () => actions.openDocument('manifest', view.digest))}</span
    >
    ${image === undefined ? nothing : html`<span>${sizeOf(image, context)}</span>`}
    ${
      names.length === 0
        ? nothing
        : html`<span
            >${strings.alsoTagged}
            ${names
              .slice(0, 5)
              .map(
                (name) =>
                  html`<button class="link" @click=${() => actions.openTag(name, false)}>${name}</button> `,
              )}${names.length > 5 ? format(strings.moreNames, names.length - 5) : nothing}</span
          >`
    }
  </div>`;
}

function moved(
  view: ManifestView,
  strings: ManifestStrings,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  if (view.movedTo === undefined) return nothing;
  return html`<section class="notice" role="status">
    <span class="codicon codicon-info" aria-hidden="true"></span>
    <div>
      <p>${format(strings.moved, shortDigest(view.movedTo))}</p>
      <p class="muted">${strings.keepThis}</p>
    </div>
    <vscode-button @click=${actions.showMoved}>${strings.showMoved}</vscode-button>
  </section>`;
}

function facts(view: ManifestView, context: DrawingContext, actions: ManifestActions): TemplateResult {
  const { strings } = context;
  const { image, index } = view;
  const single = index === undefined ? image : undefined;
  return html`<dl class="facts head-facts">
    <dt>${strings.reference}</dt>
    <dd>
      <code>${view.reference}</code>
      ${iconButton('copy', strings.copyReference, () => actions.copy('reference'))}
    </dd>
    ${single === undefined ? nothing : imageFacts(single, context)}
  </dl>`;
}

function sizeOf({ bytes, unpackedBytes, layerCount }: ImageView, context: DrawingContext): string {
  const { strings, language } = context;
  const compressed = byteSize(bytes, language);
  if (unpackedBytes === undefined) return format(strings.sizeOfLayers, compressed, layerCount);
  return format(strings.sizeWithUnpacked, compressed, byteSize(unpackedBytes, language), layerCount);
}

function imageFacts(image: ImageView, context: DrawingContext): TemplateResult {
  const { strings } = context;
  const { platform, artifactType, config } = image;
  const fact = (name: string, value: string | undefined): TemplateResult | typeof nothing =>
    value === undefined
      ? nothing
      : html`<dt>${name}</dt>
          <dd>${value}</dd>`;
  return html`
    ${artifactType === undefined ? nothing : fact(strings.mediaType, artifactType)}
    ${fact(strings.platform, platform)}
    ${image.kind === 'image' ? fact(strings.created, createdText(image, context)) : nothing}
    ${fact(strings.author, config?.author)}
    ${
      image.links.length === 0
        ? nothing
        : html`<dt>${strings.sources}</dt>
            <dd class="links">
              ${image.links.map(({ kind, text, url }) => html`<a href=${url}>${format(strings[`link.${kind}`], text)}</a>`)}
            </dd>`
    }
  `;
}

function chosen(
  model: ManifestModel,
  view: ManifestView,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult | typeof nothing {
  const { strings } = context;
  const { image, imageFailure, nestedIndex, index } = view;
  if (imageFailure !== undefined) return failureView(imageFailure, strings, actions.refresh);
  if (nestedIndex !== undefined)
    return html`<p>
      ${strings.nestedIndex}
      <vscode-button appearance="secondary" @click=${() => actions.openDigest(nestedIndex)}
        >${strings.openIndex}</vscode-button
      >
    </p>`;
  if (image === undefined) return nothing;
  return html`
    ${index === undefined ? nothing : platformHead(image, context, actions)}
    ${layersSection(image, model, context, actions)} ${configSection(model, view, image, context, actions)}
  `;
}

/** What is different for each image of an index. */
function platformHead(image: ImageView, context: DrawingContext, actions: ManifestActions): TemplateResult {
  const { strings } = context;
  return html`<h2 id="chosen">${image.platform ?? shortDigest(image.digest)}</h2>
    <dl class="facts">
      <dt>${strings.digest}</dt>
      <dd class="digest">
        ${digestText(image.digest)}
        ${iconButton('copy', strings.copyDigest, () => actions.copy('digest', image.digest))}
        ${iconButton('terminal', strings.copyPullCommand, () => actions.copy('pullCommand', image.digest))}
        ${iconButton('json', strings.openManifest, () => actions.openDocument('manifest', image.digest))}
      </dd>
      ${imageFacts(image, context)}
    </dl>`;
}

/** When an image was built, as far as its config says it. */
function createdText({ created, hasNoDate }: ImageView, { strings, language }: DrawingContext): string {
  if (created === undefined) return strings.unknown;
  return hasNoDate === true ? strings.noBuildDate : dateTime(created, language);
}
