import { l10n } from 'vscode';
import { patternTokens } from '../domain/cleanup/patternTokens.ts';

/**
 * What a valid pattern asks of a name, in words. GitLab puts `\A` and `\z` around a cleanup pattern without a group, so of
 * several alternatives only the first is bound to the beginning and only the last to the end; a protection rule is searched
 * for anywhere; `place` is its index. Source: GitLab `cleanup_tags_base_service.rb`, `ContainerRegistry::Protection::TagRule`.
 */
export function patternWords(source: string, place: 'deletes' | 'keeps' | number): string {
  if (typeof place === 'number') return l10n.t('Protects every name that contains a match.');
  const alternatives = alternativesOf(source);
  const first = alternatives[0] ?? '';
  const last = alternatives.at(-1) ?? '';
  if (alternatives.length === 1)
    return place === 'deletes'
      ? l10n.t('Deletes a name when the whole of it matches.')
      : l10n.t('Keeps a name when the whole of it matches.');
  const parts = [
    l10n.t('begins with a match of {0}', quoted(first)),
    ...alternatives.slice(1, -1).map((middle) => l10n.t('contains a match of {0}', quoted(middle))),
    l10n.t('ends with a match of {0}', quoted(last)),
  ];
  const list = parts.join(l10n.t(', or '));
  return place === 'deletes'
    ? l10n.t('Deletes a name when it {0}.', list)
    : l10n.t('Keeps a name when it {0}.', list);
}

function quoted(pattern: string): string {
  return pattern === '' ? l10n.t('nothing (which is always there)') : `“${pattern}”`;
}

/** The pattern at its alternations outside of any group. */
function alternativesOf(source: string): readonly string[] {
  const bars = patternTokens(source).filter(({ kind, depth }) => kind === 'alternate' && depth === 0);
  const starts = [0, ...bars.map(({ start }) => start + 1)];
  return starts.map((start, index) => source.slice(start, bars[index]?.start));
}
