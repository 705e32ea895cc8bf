import { l10n } from 'vscode';
import type { Finding, FindingCode, Fix } from '../../domain/cleanup/finding.ts';
import { patternErrorText } from './patternErrorText.ts';

/** What lint found, in a sentence or two. */
export function findingText(finding: Finding): string {
  const { code, error, affected } = finding;
  if (code === 'invalid')
    return error === undefined ? '' : `${patternErrorText(error.code)} (${error.message})`;
  if (code === 'tooLong')
    return l10n.t('GitLab does not save more than {0} characters.', finding.limit ?? 255);
  if (affected === undefined || affected.count === 0) return texts()[code];
  const examples = affected.examples.join(', ');
  return `${texts()[code]} ${l10n.t('Names concerned: {0} ({1}).', affected.count, examples)}`;
}

/** The label of the button that repairs it. */
export function fixLabel({ code }: Fix): string {
  const labels: Readonly<Record<Fix['code'], string>> = {
    group: l10n.t('Put the Alternatives Into a Group'),
    spellOut: l10n.t('Spell Out What GitLab Does Now'),
    rewrite: l10n.t('Rewrite Without It'),
    remove: l10n.t('Remove It'),
    escape: l10n.t('Match It Literally'),
    close: l10n.t('Close the Quote'),
  };
  return labels[code];
}

function texts(): Readonly<Record<Exclude<FindingCode, 'invalid' | 'tooLong'>, string>> {
  return {
    ungroupedAlternation: l10n.t(
      'GitLab anchors the pattern without a group, so only the first alternative is bound to the beginning of the name and only the last to its end.',
    ),
    emptyAlternative: l10n.t('An alternative is empty. It matches every name.'),
    redundantAnchors: l10n.t('GitLab adds these anchors itself.'),
    openQuote: l10n.t('A quote that is not closed swallows the end that GitLab adds, so nothing matches.'),
    delimiters: l10n.t('The slashes are part of the pattern, and no tag name has one.'),
    surroundingSpace: l10n.t('The pattern begins or ends with a space, and no tag name has one.'),
    impossibleCharacter: l10n.t('No tag name has this character.'),
    unescapedDot: l10n.t('A dot stands for any character.'),
    wildcard: l10n.t('An asterisk repeats what stands before it; it is no wildcard of its own.'),
    empty: l10n.t('An enabled policy needs a delete pattern.'),
    matchesNothingHere: l10n.t('It matches none of these names.'),
    matchesEverythingHere: l10n.t('It matches all of these names.'),
    protectsEverything: l10n.t('It protects every tag.'),
    keepDisablesPolicy: l10n.t('It keeps all that the delete pattern matches: the policy deletes nothing.'),
    keepNCoversAll: l10n.t('As many tags are kept as match: the policy deletes nothing.'),
    deletesEverything: l10n.t('Without a keep pattern, a number or an age, every tag but latest goes.'),
    unknownValue: l10n.t('This value is not known here. It stays as it is.'),
  };
}
