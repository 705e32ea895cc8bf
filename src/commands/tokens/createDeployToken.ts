import * as vscode from 'vscode';
import type {
  DeployToken,
  DeployTokenCreation,
  DeployTokenPlace,
  DeployTokenWish,
  RegistryScope,
} from '../../domain/accounts/deployToken.ts';
import { gitlabPages } from '../../domain/snippets/gitlabPages.ts';
import { isNode, type GroupNode, type ProjectNode } from '../../tree/nodes.ts';
import type { StepAnswer, StepPosition } from '../../ui/inputStep.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { askTokenEnd, askTokenName, askTokenScopes, askUsername, type FreeName } from './askDeployToken.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { handOver, type HandOverNeeds } from './handOverToken.ts';
import type { Targets } from '../shared/targets.ts';
import { confirm, tell } from '../../ui/messages.ts';

/** What creating deploy tokens needs. */
export interface DeployTokenMaker {
  /** Throws why the connection cannot. */
  assertMayCreate(connectionId: string): void;
  active(place: DeployTokenPlace, signal: AbortSignal): Promise<readonly DeployToken[]>;
  /** Sends the wish once. `known`: what was there before. */
  create(
    place: DeployTokenPlace,
    wish: DeployTokenWish,
    known: readonly DeployToken[],
  ): Promise<DeployTokenCreation>;
}

/** What was answered so far; going back keeps it. */
interface Answers {
  name?: FreeName;
  scopes: readonly RegistryScope[];
  expiresAt?: string | undefined;
  /** Set once the wish was sent: from then on leaving the wizard does not lose what comes back. */
  sent?: Promise<DeployTokenCreation>;
}

type Outcome = 'cancelled' | 'back' | 'next';

/** “Create Deploy Token…”: name, scopes, end and user name; then the list from which its value is taken, which GitLab tells once. */
export function createDeployToken(
  targets: Targets,
  maker: DeployTokenMaker,
  needs: HandOverNeeds,
): CommandHandler {
  return async (node) => {
    const row = await rowFor(targets, node);
    if (row === undefined) return;
    if (row.kind === 'group' && row.scope === 'personal') {
      sayNoGroup();
      return;
    }
    const place = { connectionId: row.connectionId, kind: row.kind, path: row.fullPath };
    maker.assertMayCreate(place.connectionId);
    const creation = await askAll(place, maker);
    if (creation?.result === 'created') await handOver(place, creation.token, needs);
    else if (creation !== undefined) await showUnclear(row, creation.found);
  };
}

/** A group is taken where it was clicked; in the palette groups are the way to projects. */
async function rowFor(targets: Targets, node: unknown): Promise<GroupNode | ProjectNode | undefined> {
  return isNode(node) && node.kind === 'group' ? node : targets.one(['project'], node);
}

function sayNoGroup(): void {
  const { t } = vscode.l10n;
  void tell(
    t('Your own namespace isn’t a group, so it can’t have deploy tokens. Create one for a project in it.'),
  );
}

async function askAll(
  place: DeployTokenPlace,
  maker: DeployTokenMaker,
): Promise<DeployTokenCreation | undefined> {
  const answers: Answers = { scopes: ['read_registry'] };
  const steps = stepsFor(place, maker, answers);
  for (let step = 0; step < steps.length;) {
    const position = {
      title: vscode.l10n.t('Create Deploy Token: {0}', visible(place.path)),
      step: step + 1,
      totalSteps: steps.length,
    };
    const outcome = await steps[step]?.(position);
    const sent = await answers.sent?.catch(() => undefined);
    if (sent !== undefined) return sent;
    if (outcome === undefined || outcome === 'cancelled') return undefined;
    step += outcome === 'back' ? -1 : 1;
  }
  return undefined;
}

function keep<T>(answer: StepAnswer<T>, store: (value: T) => void): Outcome {
  if (typeof answer === 'string') return answer;
  store(answer.value);
  return 'next';
}

function stepsFor(
  place: DeployTokenPlace,
  maker: DeployTokenMaker,
  answers: Answers,
): readonly ((position: StepPosition) => Promise<Outcome>)[] {
  const active = (signal: AbortSignal): Promise<readonly DeployToken[]> => maker.active(place, signal);
  const create = (username: string | undefined): Promise<DeployTokenCreation> => {
    const { name, scopes, expiresAt } = answers;
    answers.sent = maker.create(
      place,
      { name: name?.name ?? '', scopes, expiresAt, username },
      name?.known ?? [],
    );
    return answers.sent;
  };
  return [
    async (position) =>
      keep(
        await askTokenName(position, place, { initial: answers.name?.name ?? '', active }),
        (value) => (answers.name = value),
      ),
    async (position) =>
      keep(await askTokenScopes(position, answers.scopes), (value) => (answers.scopes = value)),
    async (position) => keep(await askTokenEnd(position), (value) => (answers.expiresAt = value)),
    async (position) => keep(await askUsername(position, create), () => undefined),
  ];
}

async function showUnclear(
  { kind, instanceUrl, fullPath }: GroupNode | ProjectNode,
  found: DeployToken | 'none' | 'unknown',
): Promise<void> {
  const { t } = vscode.l10n;
  const button = t('Open Deploy Tokens in GitLab');
  const chosen = await confirm(visible(unclearText(found)), undefined, button);
  if (chosen !== button) return;
  const subject = kind === 'project' ? { projectPath: fullPath } : { groupPath: fullPath };
  const wanted = kind === 'project' ? 'deployTokens' : 'groupDeployTokens';
  const page = gitlabPages({ instanceUrl, ...subject }).find(({ id }) => id === wanted);
  if (page !== undefined) await vscode.env.openExternal(vscode.Uri.parse(page.url, true));
}

function unclearText(found: DeployToken | 'none' | 'unknown'): string {
  const { t } = vscode.l10n;
  if (found === 'none')
    return t(
      'GitLab didn’t answer whether it created the deploy token. Its list has no new one of this name, so you can try again.',
    );
  if (found === 'unknown')
    return t(
      'GitLab didn’t answer whether it created the deploy token, nor what tokens there are now. Before you try again, look there for one of this name: nobody has seen its value, so it should be revoked.',
    );
  return t(
    'GitLab created the deploy token “{0}” with the username “{1}”, but its value never arrived and can’t be shown again. Revoke it in GitLab, then create another.',
    found.name,
    found.username,
  );
}
