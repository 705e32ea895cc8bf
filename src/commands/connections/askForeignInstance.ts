import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import type { ForeignSignIn, ForeignTarget } from '../../domain/foreign/foreignSignIn.ts';
import { isOfSameDomain } from '../../domain/foreign/registryServer.ts';
import { parseInstanceUrl, type InstanceUrl } from '../../domain/accounts/instanceUrl.ts';
import { withProgress } from '../../ui/progress.ts';
import { askUrl, mayUseHttp } from './askInstance.ts';
import type { StepPosition } from '../../ui/inputStep.ts';
import { confirm } from '../../ui/messages.ts';

/** Who knows which GitLab a registry belongs to. */
export interface RegistryOwners {
  /** Rejects with `notRegistry` for a registry that is no GitLab's. */
  readonly instanceOfRegistry: (host: string, signal: AbortSignal) => Promise<string>;
}

/**
 * Settles where the secret of another tool's sign-in is sent to: what the tool says; what the person confirms, where it says nothing;
 * the GitLab that a registry names, of another domain after confirming. `undefined`: not there.
 */
export async function askForeignInstance(
  { target, place }: Pick<ForeignSignIn, 'target' | 'place'>,
  owners: RegistryOwners,
  position: StepPosition,
): Promise<InstanceUrl | 'cancelled' | undefined> {
  if (target.kind === 'unsaid') return confirmInstance(place, position);
  const instance =
    target.kind === 'instance' ? parseInstanceUrl(target.url) : await ownerOf(target.host, owners);
  if (typeof instance === 'string')
    throw new Failure('invalid', instance, { code: 'notRegistry', host: target.host });
  if (!(await isRight(target, instance))) return undefined;
  return instance.isEncrypted || (await mayUseHttp(instance)) ? instance : undefined;
}

async function confirmInstance(
  variable: string,
  position: StepPosition,
): Promise<InstanceUrl | 'cancelled' | undefined> {
  const { t } = vscode.l10n;
  const prompt = t(
    'Enter the GitLab URL for {0}. The token is sent to it, so make sure that it’s right',
    variable,
  );
  const answer = await askUrl(position, { initial: 'https://gitlab.com', prompt });
  if (typeof answer !== 'string') return answer.value;
  return answer === 'back' ? undefined : answer;
}

async function ownerOf(host: string, { instanceOfRegistry }: RegistryOwners) {
  const title = vscode.l10n.t('Finding out which GitLab {0} belongs to', host);
  return parseInstanceUrl(await withProgress(title, (signal) => instanceOfRegistry(host, signal)));
}

async function isRight(target: ForeignTarget, instance: InstanceUrl): Promise<boolean> {
  if (target.kind !== 'registry' || isOfSameDomain(target.host, instance.host)) return true;
  return mayUseOther(target.host, instance);
}

/** A registry may name any GitLab in the world as its own. */
async function mayUseOther(registryHost: string, instance: InstanceUrl): Promise<boolean> {
  const { t } = vscode.l10n;
  const detail = t(
    'The registry {0} says that it belongs to {1}, which has another domain. The username and token of {0} would be sent there.',
    registryHost,
    instance.url,
  );
  const button = t('Send It There');
  const question = t('Does {0} belong to {1}?', registryHost, instance.host);
  return (await confirm(question, detail, button)) === button;
}
