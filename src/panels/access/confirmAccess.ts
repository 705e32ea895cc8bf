import * as vscode from 'vscode';
import type { RegistryVisibility } from '../../domain/access/registryAccess.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { confirm } from '../../ui/messages.ts';

/** Asks before more people get into a project's registry, or nobody any more. `effect`: what it means for whom. */
export function confirmVisibility(
  projectPath: string,
  wanted: RegistryVisibility,
  effect: string,
): Promise<boolean> {
  const { t } = vscode.l10n;
  const path = visible(projectPath);
  return wanted === 'disabled'
    ? ask(t('Disable the container registry of {0}?', path), effect, t('Disable Registry'))
    : ask(t('Open the container registry of {0} to more people?', path), effect, t('Open Registry'));
}

/** Asks before a protection rule goes. `matches`: what it protects now, in words. */
export function confirmRuleRemoval(pattern: string, matches: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const detail = [matches, t('Without the rule, the project’s roles decide.')].join(' ').trim();
  return ask(t('Remove the rule “{0}”?', visible(pattern)), detail, t('Remove Rule'));
}

async function ask(question: string, detail: string, yes: string): Promise<boolean> {
  return (await confirm(question, detail, yes)) === yes;
}
