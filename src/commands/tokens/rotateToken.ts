import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import type { CredentialKind } from '../../domain/accounts/credential.ts';
import { dayIn } from '../../domain/accounts/expiryDate.ts';
import {
  successorEnds,
  type RotationOutcome,
  type RotationRefusal,
  type TokenFacts,
} from '../../domain/accounts/rotation.ts';
import type { ConnectionNode } from '../../tree/nodes.ts';
import { askExpiry } from './askExpiry.ts';
import type { StepAnswer } from '../../ui/inputStep.ts';
import { isReadOnly } from '../../ui/settings.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { withProgress, withoutCancel } from '../../ui/progress.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { showRotation, type RotationNeeds } from './rotationResult.ts';
import type { Targets } from '../shared/targets.ts';
import { confirm, tell } from '../../ui/messages.ts';

/** What rotating tokens needs. */
export interface Rotator {
  /** Proves that nothing stands against it that could be known before. Rejects with the reason. */
  prepare(connectionId: string, signal: AbortSignal): Promise<TokenFacts>;
  /** Rotates once. */
  rotate(connectionId: string, expiresAt: string | undefined): Promise<RotationOutcome | RotationRefusal>;
}

/** “Rotate Token…”: GitLab revokes a connection's access token and gives another, which takes its place. */
export function rotateToken(targets: Targets, rotator: Rotator, needs: RotationNeeds): CommandHandler {
  return async (node) => {
    const row = await targets.one(['connection'], node);
    if (row === undefined) return;
    const { credential = 'accessToken' } = row;
    if (credential !== 'accessToken') {
      void tell(whyNot(credential));
      return;
    }
    if (isReadOnly()) throw new Failure('denied', 'read-only mode', { code: 'readOnly' });
    const outcome = await rotated(row, rotator);
    if (outcome !== undefined) await showRotation(row, outcome, needs);
  };
}

function whyNot(credential: Exclude<CredentialKind, 'accessToken'>): string {
  const { t } = vscode.l10n;
  const texts = {
    deployToken: t(
      'GitLab can’t rotate deploy tokens. Create another one for the project, sign in again with it, and revoke this one in GitLab.',
    ),
    jobToken: t('A CI job token is valid until its job ends, so there’s nothing to rotate.'),
    anonymous: t('This connection isn’t signed in, so it has no token to rotate.'),
  };
  return texts[credential];
}

/** Asks for the new end until GitLab takes one; `undefined` when the person gave up before that. */
async function rotated(row: ConnectionNode, rotator: Rotator): Promise<RotationOutcome | undefined> {
  const { t } = vscode.l10n;
  const { connectionId } = row;
  const name = visible(row.name);
  const prepare = (signal: AbortSignal): Promise<TokenFacts> => rotator.prepare(connectionId, signal);
  const facts = await withProgress(t('Checking the token'), prepare).catch(unsupported);
  if ('result' in facts) return facts;
  let refusal: string | undefined;
  for (;;) {
    const end = await askEnd(name, facts, refusal);
    if (typeof end === 'string' || !(await isConfirmed(name, end.value))) return undefined;
    const outcome = await withoutCancel(() => rotator.rotate(connectionId, end.value));
    if (outcome.result !== 'refused') return outcome;
    refusal = outcome.failure.details.serverMessage ?? '';
  }
}

function unsupported(error: unknown): RotationOutcome {
  if (Failure.is(error) && error.details.code === 'unsupported') return { result: 'unsupported' };
  throw error;
}

function askEnd(name: string, facts: TokenFacts, refusal?: string): Promise<StepAnswer<string | undefined>> {
  const { t } = vscode.l10n;
  const now = Date.now();
  const ends = successorEnds(facts, now);
  const labels = {
    sameLifetime: (days: number) => t('Same Lifetime: {0} Days', days),
    sameDate: (days: number) => t('The Same Day as Before, in {0} Days', days),
    noEnd: () => t('No End Where GitLab Allows It, Else a Week'),
    inDays: (days: number) => (days === 365 ? t('In a Year') : t('In {0} Days', days)),
  };
  return askExpiry({
    title: t('Rotate Token: {0}', name),
    step: 1,
    totalSteps: 1,
    placeholder:
      refusal === undefined
        ? t('Select when the new token expires. GitLab allows a year, or less where configured')
        : visible(
            t('GitLab didn’t accept this: “{0}”. The old token still works. Choose another date', refusal),
          ),
    rows: ends.map(({ end, date, days }) => ({ label: labels[end](days), date })),
    initial: ends.find(({ date }) => date !== undefined)?.date ?? dayIn(90, now),
  });
}

async function isConfirmed(name: string, expiresAt: string | undefined): Promise<boolean> {
  const { t } = vscode.l10n;
  const detail = [
    t(
      'GitLab revokes the old token at once. Everything else that uses it stops working: CI/CD variables, logins of container engines, scripts, other machines and other windows.',
    ),
    t('The new token takes its place in this connection, with the same scopes.'),
    expiresAt === undefined ? '' : t('It ends on {0}.', expiresAt),
  ].join('\n\n');
  const button = t('Rotate Token');
  const question = t('Rotate the token of “{0}”?', name);
  return (await confirm(question, detail, button)) === button;
}
