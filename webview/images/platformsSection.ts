import { html, nothing, type TemplateResult } from 'lit';
import { shortDigest } from '../../src/domain/digest.ts';
import type { ManifestView, PlatformRow } from '../../src/protocol/images.ts';
import { format } from '../shared/format.ts';
import { byteSize } from './model.ts';
import { iconButton } from './parts.ts';
import type { DrawingContext, ManifestActions } from './context.ts';

/** The images of an index as a table; choosing one shows it below. */
export function platformsSection(
  index: NonNullable<ManifestView['index']>,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings } = context;
  const { platforms, omitted, strays } = index;
  return html`<h2 id="platforms">${strings.platforms}</h2>
    ${platforms.length === 0 ? html`<p class="muted">${strings.noImages}</p>` : platformTable(index, context, actions)}
    ${omitted > 0 ? html`<p class="muted">${format(strings.omitted, omitted)}</p>` : nothing}
    ${
      strays.length === 0
        ? nothing
        : html`<p>${strings.strayAttestations}: ${attestationLinks(strays, context, actions)}</p>`
    }`;
}

function platformTable(
  { platforms }: NonNullable<ManifestView['index']>,
  context: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  const { strings, language } = context;
  const row = (one: PlatformRow): TemplateResult => {
    const name = one.platform ?? shortDigest(one.digest);
    return html`<tr class=${one.isChosen ? 'chosen' : nothing}>
      <th scope="row">
        ${
          one.isChosen
            ? html`<span class="codicon codicon-chevron-down" aria-hidden="true"></span>${name}
                <span class="muted">${strings.shownPlatform}</span>`
            : html`<button
                class="row-button"
                aria-label=${format(strings.showPlatform, name)}
                @click=${() => actions.choosePlatform(one.digest)}
              >
                <span class="codicon codicon-chevron-right" aria-hidden="true"></span>${name}
              </button>`
        }
        ${one.isOwn ? html`<span class="tag-word">${strings.ownPlatform}</span>` : nothing}
      </th>
      <td><code>${shortDigest(one.digest)}</code></td>
      <td class="wide-only">
        ${one.imageBytes === undefined ? html`<span class="muted">${strings.notOpenedYet}</span>` : byteSize(one.imageBytes, language)}
      </td>
      <td class="wide-only">${attestationLinks(one.attestations, context, actions)}</td>
      <td class="row-actions">
        ${iconButton('copy', `${strings.copyDigest}: ${name}`, () => actions.copy('digest', one.digest))}
        ${iconButton('terminal', `${strings.copyPullCommand}: ${name}`, () => actions.copy('pullCommand', one.digest))}
      </td>
    </tr>`;
  };
  return html`<table class="table platforms" aria-labelledby="platforms">
    <thead>
      <tr>
        <th scope="col">${strings.platform}</th>
        <th scope="col">${strings.digest}</th>
        <th scope="col" class="wide-only">${strings.size}</th>
        <th scope="col" class="wide-only">${strings.attestations}</th>
        <td class="row-actions"></td>
      </tr>
    </thead>
    <tbody>
      ${platforms.map(row)}
    </tbody>
  </table>`;
}

function attestationLinks(
  digests: readonly string[],
  { strings }: DrawingContext,
  actions: ManifestActions,
): TemplateResult {
  return html`${digests.map(
    (digest) =>
      html`<button
        class="link-button"
        aria-label=${format(strings.attestation, shortDigest(digest))}
        @click=${() => actions.openDigest(digest)}
      >
        ${shortDigest(digest)}
      </button> `,
  )}`;
}
