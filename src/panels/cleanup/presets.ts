import { l10n } from 'vscode';
import type { PolicyDraft } from '../../protocol/cleanup.ts';

/** Policies to begin with. Each pattern is grouped, as GitLab's anchors ask for. */
export function cleanupPresets(): readonly { readonly label: string; readonly draft: PolicyDraft }[] {
  const base = { enabled: true, cadence: '7d', keepN: '10', olderThan: '30d' } as const;
  return [
    {
      label: l10n.t('Everything old, except releases and main branches'),
      draft: {
        ...base,
        nameRegex: '.*',
        nameRegexKeep: '(?:v?\\d+\\.\\d+\\.\\d+|main|master|stable|release-.+)',
      },
    },
    {
      label: l10n.t('Builds of merge requests and feature branches'),
      draft: { ...base, keepN: '5', olderThan: '14d', nameRegex: '(?:mr|feature|fix)-.+', nameRegexKeep: '' },
    },
    {
      label: l10n.t('Tags that are named after a commit'),
      draft: { ...base, nameRegex: '(?:.+-)?[0-9a-f]{7,40}', nameRegexKeep: '' },
    },
    {
      label: l10n.t('Nightly builds'),
      draft: { ...base, keepN: '5', olderThan: '7d', nameRegex: 'nightly(?:-.+)?', nameRegexKeep: '' },
    },
  ];
}
