import { l10n } from 'vscode';
import type { Finding, FindingCode, Fix } from '../../domain/cleanup/finding.ts';
import { patternErrorText } from './patternErrorText.ts';

/** What lint found, in a sentence or two. */
export function findingText(finding: Finding): string {
  const { code, error, affected } = finding;
  if (code === 'invalid')
    return error === undefined ? '' : `${patternErrorText(error.code)} (${error.message})`;
  if (code === 'tooLong')
    return l10n.t('GitLab doesn’t save more than {0} characters.', finding.limit ?? 255);
  if (affected === undefined || affected.count === 0) return texts()[code];
  const examples = affected.examples.join(', ');
  if (findingTitle(finding) !== undefined) return texts()[code];
  return `${texts()[code]} ${l10n.t('Affected tags: {0} ({1}).', affected.count, examples)}`;
}

/** The tag that a finding is about, by name; nothing where it is about none or about all. */
export function findingTitle({ code, affected }: Finding): string | undefined {
  const [example] = affected?.examples ?? [];
  if (code !== 'ungroupedAlternation' && code !== 'unescapedDot') return undefined;
  if (example === undefined || affected === undefined) return undefined;
  return affected.count === 1
    ? l10n.t('This also catches {0}.', example)
    : l10n.t('This also catches {0} and {1} more.', example, affected.count - 1);
}

/** The label of the button that repairs it. */
export function fixLabel({ code }: Fix): string {
  const labels: Readonly<Record<Fix['code'], string>> = {
    group: l10n.t('Group the Alternatives'),
    spellOut: l10n.t('Make Current Matching Explicit'),
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
      'GitLab anchors the pattern without grouping it, so only the first alternative is anchored at the start and only the last at the end.',
    ),
    emptyAlternative: l10n.t('An alternative is empty. It matches every name.'),
    redundantAnchors: l10n.t('GitLab adds these anchors itself.'),
    openQuote: l10n.t('A quote that isn’t closed swallows the end that GitLab adds, so nothing matches.'),
    delimiters: l10n.t('The slashes are part of the pattern, and no tag name has one.'),
    surroundingSpace: l10n.t('The pattern starts or ends with a space, which tag names can’t contain.'),
    impossibleCharacter: l10n.t('Tag names can’t contain this character.'),
    unescapedDot: l10n.t('A dot stands for any character.'),
    wildcard: l10n.t('An asterisk repeats what’s before it. It isn’t a wildcard.'),
    empty: l10n.t('An enabled policy needs a delete pattern.'),
    matchesNothingHere: l10n.t('Matches none of the listed tags.'),
    matchesEverythingHere: l10n.t('Matches all listed tags.'),
    protectsEverything: l10n.t('It protects every tag.'),
    keepDisablesPolicy: l10n.t(
      'It keeps everything the delete pattern matches, so the policy deletes nothing.',
    ),
    keepNCoversAll: l10n.t('Nothing is deleted: “Keep the newest” covers every matching tag.'),
    deletesEverything: l10n.t(
      'Without a keep pattern, a number, or an age, every tag except latest is deleted.',
    ),
    unknownValue: l10n.t('This value is unknown here. It’s left as it is.'),
  };
}
