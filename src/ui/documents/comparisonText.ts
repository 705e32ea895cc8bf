import { l10n } from 'vscode';
import { shortDigest } from '../../domain/digest.ts';
import type { ImageDifference, ValueChange } from '../../domain/images/compareImages.ts';
import type { Descriptor } from '../../domain/manifest.ts';
import { byteSize, count } from '../text/numbers.ts';
import { visible } from '../text/visibleText.ts';

/** A hostile image has more layers or variables than anybody reads. */
const mostLines = 1000;

/** What is different between two images, as Markdown. The names are references of the older and the newer one. */
export function comparisonText(difference: ImageDifference, before: string, after: string): string {
  const { bytes, kept, added, removed, sameBase } = difference;
  const change = bytes.after - bytes.before;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  const base =
    sameBase === 0
      ? l10n.t('No shared base: the first layers differ.')
      : l10n.t('Shared base: the first {0} layers are identical.', count(sameBase));
  return [
    `# ${code(before)} → ${code(after)}`,
    l10n.t(
      'Size: {0} → {1} ({2})',
      byteSize(bytes.before),
      byteSize(bytes.after),
      sign + byteSize(Math.abs(change)),
    ),
    base,
    ...layers(l10n.t('Layers added ({0}, {1})', count(added.length), total(added)), added),
    ...layers(l10n.t('Layers removed ({0}, {1})', count(removed.length), total(removed)), removed),
    ...layers(l10n.t('Layers kept ({0}, {1})', count(kept.length), total(kept)), kept),
    ...values(l10n.t('Settings'), difference.settings),
    ...values(l10n.t('Environment'), difference.environment),
    ...values(l10n.t('Labels'), difference.labels),
    '',
  ].join('\n\n');
}

function total(layers: readonly Descriptor[]): string {
  return byteSize(layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
}

function layers(title: string, list: readonly Descriptor[]): readonly string[] {
  const rows = list
    .slice(0, mostLines)
    .map(({ digest, sizeBytes }) => `- ${code(shortDigest(digest))} ${byteSize(sizeBytes)}`);
  return [`## ${title}`, ...(rows.length === 0 ? [] : [rows.join('\n')])];
}

function values(title: string, changes: readonly ValueChange[]): readonly string[] {
  const rows = changes
    .slice(0, mostLines)
    .flatMap(({ name, before, after }) => [
      `- ${code(name)}`,
      ...(before === undefined ? [] : [`  - ${l10n.t('before: {0}', code(before))}`]),
      ...(after === undefined ? [] : [`  - ${l10n.t('after: {0}', code(after))}`]),
    ]);
  return [`## ${title}`, rows.length === 0 ? l10n.t('No differences.') : rows.join('\n')];
}

/** Markdown code in which nothing of the text has a meaning. */
function code(text: string): string {
  const shown = visible(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? fence + shown + fence : `${fence} ${shown} ${fence}`;
}
