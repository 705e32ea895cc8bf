import { l10n } from 'vscode';
import { describePattern } from '../../domain/cleanup/describePattern.ts';
import { topLevelAlternatives } from '../../domain/cleanup/patternShape.ts';

/**
 * What a valid pattern asks of a name, in words. GitLab puts `\A` and `\z` around a cleanup pattern without a group, so of
 * several alternatives only the first is bound to the beginning and only the last to the end; a protection rule is searched
 * for anywhere (`place` is its index). Source: GitLab `cleanup_tags_base_service.rb`, `ContainerRegistry::Protection::TagRule`.
 */
export function patternWords(source: string, place: 'deletes' | 'keeps' | number): string {
  const texts = topLevelAlternatives(source).map(({ text }) => text);
  const { alternatives } = describePattern(source, typeof place === 'string');
  const clauses = alternatives.map((bounds, index) => clause(quoted(texts[index] ?? ''), bounds));
  const list = clauses.join(l10n.t(', or '));
  if (place === 'deletes') return l10n.t('Deletes tags whose name {0}.', list);
  if (place === 'keeps') return l10n.t('Keeps tags whose name {0}.', list);
  return l10n.t('Protects tags whose name {0}.', list);
}

function clause(what: string, bounds: { readonly atBegin: boolean; readonly atEnd: boolean }): string {
  if (bounds.atBegin && bounds.atEnd) return l10n.t('fully matches {0}', what);
  if (bounds.atBegin) return l10n.t('starts with a match for {0}', what);
  if (bounds.atEnd) return l10n.t('ends with a match for {0}', what);
  return l10n.t('contains a match for {0}', what);
}

function quoted(pattern: string): string {
  return pattern === '' ? l10n.t('nothing (which is always there)') : `“${pattern}”`;
}
