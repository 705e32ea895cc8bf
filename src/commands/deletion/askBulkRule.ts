import * as vscode from 'vscode';
import type { Finding } from '../../domain/cleanup/finding.ts';
import { lintPolicy } from '../../domain/cleanup/lint.ts';
import { compileCleanupPattern } from '../../domain/cleanup/tagPattern.ts';
import { criteriaOf, isBulkAge, type BulkRule } from '../../domain/deletion/bulkRule.ts';
import { gitlabAge, readAge } from '../../domain/tags/age.ts';
import { findingText } from '../../ui/text/findingText.ts';
import { count } from '../../ui/text/numbers.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { askLine } from '../../ui/questions.ts';

/** Asks for the four fields of GitLab's bulk deletion, with what lint says while typing; `undefined` when the person gives up. */
export async function askBulkRule(path: string, names: readonly string[]): Promise<BulkRule | undefined> {
  const { t } = vscode.l10n;
  const title = (step: number): string => t('Delete tags of {0} by rule ({1} of 4)', visible(path), step);
  const nameRegexDelete = await askText(title(1), {
    prompt: t('Regular expression (RE2) for the whole name of the tags to delete'),
    placeHolder: '(?:mr|dev)-.*',
    validateInput: (text) => verdictOn({ nameRegexDelete: text }, 'nameRegex', names),
  });
  if (nameRegexDelete === undefined) return undefined;
  const keep = await askText(title(2), {
    prompt: t('Regular expression (RE2) for the whole name of the tags to keep (optional)'),
    placeHolder: '(?:main|release-.*)',
    validateInput: (text) =>
      verdictOn({ nameRegexDelete, ...(text !== '' && { nameRegexKeep: text }) }, 'nameRegexKeep', names),
  });
  if (keep === undefined) return undefined;
  const keepN = await askText(title(3), {
    prompt: t('How many of the newest matching tags are kept (optional)'),
    placeHolder: '10',
    validateInput: (text) => (/^\d{0,6}$/.test(text.trim()) ? undefined : t('Enter a whole number.')),
  });
  if (keepN === undefined) return undefined;
  const olderThan = await askText(title(4), {
    prompt: t('Only tags older than this age, for example 90d, 3 months, or a date (optional)'),
    placeHolder: '90d',
    validateInput: (text) =>
      text.trim() === '' || ageOf(text) !== undefined
        ? undefined
        : t('Enter an age, for example 90d, 3 months, or a date like 2026-08-31.'),
  });
  if (olderThan === undefined) return undefined;
  const age = ageOf(olderThan);
  return {
    nameRegexDelete,
    ...(keep !== '' && { nameRegexKeep: keep }),
    ...(keepN.trim() !== '' && { keepN: Number(keepN) }),
    ...(age !== undefined && { olderThan: age }),
  };
}

/** As GitLab takes it. */
function ageOf(text: string): string | undefined {
  const age = readAge(text, Date.now());
  const written = age && gitlabAge(age);
  return written !== undefined && isBulkAge(written) ? written : undefined;
}

function askText(
  title: string,
  shown: Pick<vscode.InputBoxOptions, 'prompt' | 'placeHolder' | 'validateInput'>,
): Thenable<string | undefined> {
  return askLine({ title, ignoreFocusOut: true, ...shown });
}

/** Errors keep the box open; warnings and the number of names that are found do not. */
function verdictOn(
  rule: BulkRule,
  field: 'nameRegex' | 'nameRegexKeep',
  names: readonly string[],
): vscode.InputBoxValidationMessage | undefined {
  const { Error: error, Warning: warning, Info: info } = vscode.InputBoxValidationSeverity;
  const findings = lintPolicy(criteriaOf(rule), names).filter((found) => concerns(found, field));
  const stop = findings.find(({ code }) => code === 'invalid' || code === 'empty');
  if (stop?.code === 'empty')
    return { message: vscode.l10n.t('An empty expression matches no tag.'), severity: error };
  if (stop !== undefined) return { message: findingText(stop), severity: error };
  const [doubt] = findings.filter(({ severity }) => severity !== 'hint');
  if (doubt !== undefined) return { message: doubtText(doubt), severity: warning };
  const source = field === 'nameRegex' ? rule.nameRegexDelete : (rule.nameRegexKeep ?? '');
  if (source === '') return undefined;
  const { pattern } = compileCleanupPattern(source);
  const matching = pattern === undefined ? 0 : names.filter((name) => pattern.matches(name)).length;
  const message = vscode.l10n.t('Matches {0} of {1} tags.', count(matching), count(names.length));
  return { message, severity: info };
}

/** Lint speaks of policies. */
function doubtText(finding: Finding): string {
  return finding.code === 'keepDisablesPolicy'
    ? vscode.l10n.t('The rule keeps everything it would delete, so nothing is deleted.')
    : findingText(finding);
}

/** What GitLab only checks when it saves a policy does not matter here. */
function concerns({ field, code }: Finding, wanted: Finding['field']): boolean {
  return field === wanted && code !== 'tooLong' && code !== 'deletesEverything';
}
