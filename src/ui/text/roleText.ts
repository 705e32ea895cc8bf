import * as vscode from 'vscode';
import { visible } from './visibleText.ts';

/** GitLab's name for a role; one that is not known here as it is. */
export function roleText(role: string): string {
  const { t } = vscode.l10n;
  const roles: Readonly<Record<string, string>> = {
    GUEST: t('Guest'),
    PLANNER: t('Planner'),
    REPORTER: t('Reporter'),
    SECURITY_MANAGER: t('Security Manager'),
    DEVELOPER: t('Developer'),
    MAINTAINER: t('Maintainer'),
    OWNER: t('Owner'),
    ADMIN: t('Administrator'),
  };
  return roles[role] ?? visible(role);
}

/** A role and all above it; above administrators there is none. */
export function atLeast(role: string): string {
  const { t } = vscode.l10n;
  return role === 'ADMIN' ? t('Administrators only') : t('{0} or higher', roleText(role));
}
