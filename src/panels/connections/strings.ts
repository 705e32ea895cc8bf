import { l10n } from 'vscode';
import type { ConnectionDetailsStrings } from '../../protocol/connections.ts';
import { sharedStrings } from '../shared/sharedStrings.ts';

/** The texts of the page "Connection details"; `{0}` is filled in by the page. */
export function connectionDetailsStrings(): ConnectionDetailsStrings {
  return {
    ...sharedStrings(),
    unknown: l10n.t('Unknown'),
    refresh: l10n.t('Refresh'),
    copyReport: l10n.t('Copy Report'),
    copied: l10n.t('Report copied'),
    refreshed: l10n.t('Connection details refreshed'),
    instance: l10n.t('GitLab'),
    instanceUrl: l10n.t('Instance'),
    gitlabVersion: l10n.t('Version'),
    signedInAs: l10n.t('Signed in as'),
    token: l10n.t('Token'),
    ...credentialStrings(),
    tokenName: l10n.t('Name'),
    scopes: l10n.t('Scopes'),
    expires: l10n.t('Expires'),
    neverExpires: l10n.t('Never'),
    expired: l10n.t('{0} (expired)'),
    expiresToday: l10n.t('{0} (within a day)'),
    expiresInDays: l10n.t('{0} ({1} days left)'),
    storedIn: l10n.t('Stored in'),
    capabilities: l10n.t('What this token allows'),
    capability: l10n.t('Action'),
    'capability.browse': l10n.t('Browse projects, repositories, and tags'),
    'capability.pull': l10n.t('Look inside images'),
    'capability.deleteTags': l10n.t('Delete tags'),
    'capability.deleteRepository': l10n.t('Delete repositories'),
    'capability.editPolicy': l10n.t('Edit cleanup policies'),
    'capability.restoreTags': l10n.t('Restore and copy tags'),
    'capability.createDeployTokens': l10n.t('Create deploy tokens'),
    available: l10n.t('Available'),
    allowed: l10n.t('Yes, where your role allows it'),
    notAllowed: l10n.t('No, the token doesn’t have the {0} scope'),
    allowedUnknown: l10n.t('Unknown: GitLab doesn’t report the scopes'),
    needsScope: l10n.t('Needs scope'),
    tagSources: l10n.t('How tags are listed'),
    registryHost: l10n.t('Registry'),
    tagSource: l10n.t('Source'),
    'tagSource.registryListing': l10n.t('GitLab registry API'),
    'tagSource.graphql': l10n.t('GraphQL'),
    'tagSource.restKeyset': l10n.t('REST, page by page'),
    'tagSource.restOffset': l10n.t('REST, numbered pages'),
    'tagSource.tagsList': l10n.t('Registry tag names only'),
    notProbed: l10n.t('Not used yet'),
    why: l10n.t('Why'),
    noRegistrySeen: l10n.t('No repository of this connection has been opened yet.'),
  };
}

function credentialStrings() {
  return {
    credential: l10n.t('Signs in with'),
    'credential.accessToken': l10n.t('Access token'),
    'credential.deployToken': l10n.t('Deploy token (registry only, no GitLab API)'),
    'credential.jobToken': l10n.t('CI job token (the registry of its project only, until the job ends)'),
    'credential.anonymous': l10n.t('Nothing (public projects only)'),
    notWithThisKind: l10n.t('No, this kind of credential can’t'),
    nobody: l10n.t('Nobody'),
    'storedIn.keychain': l10n.t('The OS keychain'),
    'storedIn.secretStorage': l10n.t('VS Code secret storage'),
    'storedIn.none': l10n.t('Nowhere: there’s no token'),
    'storedIn.gitlabWorkflow': l10n.t('The GitLab extension, which renews it'),
    'storedIn.session': l10n.t('Memory, until this window closes'),
  };
}
