import * as vscode from 'vscode';
import type { TagOutcome } from '../domain/deletion/outcome.ts';
import { failureText } from './failureText.ts';
import { count } from './numbers.ts';
import { openReport } from './reportDocument.ts';
import { visible } from './visibleText.ts';

/** What happened in one repository. */
export interface RepositoryOutcome {
  readonly repositoryPath: string;
  readonly outcomes: readonly TagOutcome[];
}

/** Says what happened: one sentence when everything went, else the counts and a document that lists every tag. */
export async function showOutcomes(results: readonly RepositoryOutcome[]): Promise<void> {
  const { t } = vscode.l10n;
  const all = results.flatMap(({ outcomes }) => outcomes);
  const went = all.filter(({ result }) => result === 'deleted').length;
  if (went === all.length) {
    const done =
      went === 1
        ? t('Deleted the tag “{0}”.', visible(all[0]?.name ?? ''))
        : t('Deleted {0} tags.', count(went));
    vscode.window.setStatusBarMessage(`$(check) ${done}`, 5000);
    void vscode.window.showInformationMessage(done);
    return;
  }
  const details = t('Show Details');
  const [only] = all;
  const sentence =
    all.length === 1 && only !== undefined
      ? `${visible(only.name)}: ${textOf(only)}`
      : t('{0} of {1} tags were deleted. The others were not.', count(went), count(all.length));
  const chosen = await vscode.window.showWarningMessage(sentence, details);
  if (chosen === details) await openReport(t('Deleted tags'), reportOf(results));
}

function textOf(outcome: TagOutcome): string {
  const { t } = vscode.l10n;
  const why = outcome.failure === undefined ? '' : failureText(outcome.failure).why;
  const texts: Readonly<Record<TagOutcome['result'], string>> = {
    deleted: t('deleted'),
    gone: t('was already gone'),
    refused: t('refused. {0}', why),
    failed: t('failed. {0}', why),
    notTried: t('not tried'),
  };
  return texts[outcome.result].trim();
}

function reportOf(results: readonly RepositoryOutcome[]): string {
  const rows = results.flatMap(({ repositoryPath, outcomes }) =>
    outcomes.map((outcome) => visible(`${repositoryPath}:${outcome.name}  ${textOf(outcome)}`)),
  );
  return `${rows.join('\n')}\n`;
}
