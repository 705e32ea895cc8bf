import * as vscode from 'vscode';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import type { DiagnosisResult, DiagnosisStep } from '../../domain/accounts/diagnosis.ts';
import type { Node } from '../../tree/nodes.ts';
import { diagnosisReport, stepName, verdict } from './diagnosisText.ts';
import { openReport } from '../../ui/documents/reportDocument.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { Targets } from '../shared/targets.ts';
import { tell } from '../../ui/messages.ts';
import { withProgress } from '../../ui/progress.ts';

/** What is looked at: a connection, and where it fails if that is known. */
export interface Suspect {
  readonly connectionId: string;
  readonly projectPath?: string;
  readonly location?: string;
  readonly name?: string;
}

/** How a diagnosis is watched and ended. */
export interface Watching {
  readonly signal: AbortSignal;
  readonly onStep: (step: DiagnosisStep) => void;
}

/** What diagnosing needs. */
export interface Diagnoser {
  connection(connectionId: string): { readonly instanceUrl: string; readonly credential?: CredentialKind };
  diagnose(suspect: Suspect, watching: Watching): Promise<readonly DiagnosisResult[]>;
  /** The same for an access token that is not stored. */
  diagnoseToken(instanceUrl: string, token: string, watching: Watching): Promise<readonly DiagnosisResult[]>;
}

/** “Diagnose…”: checks step by step and says which one fails. Called from a connection, from what is below it, or from a failure. */
export function diagnose(
  targets: Targets,
  rows: { find(id: string): Node | undefined },
  diagnoser: Diagnoser,
  writeClipboard: (text: string) => Thenable<void>,
): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection', 'failure', 'project', 'repository', 'tag'], node);
    if (row === undefined) return;
    const suspect = suspectOf(row.kind === 'failure' ? (rows.find(row.parentId) ?? row) : row);
    const { instanceUrl, credential = 'accessToken' } = diagnoser.connection(row.connectionId);
    const results = await watched((watching) => diagnoser.diagnose(suspect, watching));
    await show({ instanceUrl, credential }, results, writeClipboard);
  };
}

/** The same from a failed connect, for what was typed. */
export async function diagnoseTyped(
  diagnoser: Pick<Diagnoser, 'diagnoseToken'>,
  instanceUrl: string,
  token: string,
): Promise<void> {
  const results = await watched((watching) => diagnoser.diagnoseToken(instanceUrl, token, watching));
  const write = (text: string): Thenable<void> => vscode.env.clipboard.writeText(text);
  await show({ instanceUrl, credential: 'accessToken' }, results, write);
}

function suspectOf(row: Node): Suspect {
  const { connectionId } = row;
  if (row.kind === 'project') return { connectionId, projectPath: row.fullPath };
  if (row.kind !== 'repository' && row.kind !== 'tag') return { connectionId };
  const { location, name } = row.repository;
  return { connectionId, projectPath: row.projectPath, location, name };
}

function watched<T>(work: (watching: Watching) => Promise<T>): Promise<T> {
  return withProgress(vscode.l10n.t('Diagnosing the connection'), (signal, report) => {
    const onStep = (step: DiagnosisStep): void => report(stepName(step));
    return work({ signal, onStep });
  });
}

async function show(
  about: { readonly instanceUrl: string; readonly credential: CredentialKind },
  results: readonly DiagnosisResult[],
  writeClipboard: (text: string) => Thenable<void>,
): Promise<void> {
  const { t } = vscode.l10n;
  const report = diagnosisReport(about, results);
  await openReport(t('Connection diagnosis'), report);
  const copy = t('Copy Report');
  // Not awaited: a message stays until somebody answers it.
  void tell(verdict(results), copy).then((chosen) => {
    if (chosen === copy) void writeClipboard(report);
  });
}
