import type { CapabilityRow, ConnectionDetailsView } from '../../protocol/connections.ts';

/**
 * A Markdown report for an issue or a colleague. Always English and in the codes of the program, so that it can be searched.
 * It names the instance but neither the person nor the token.
 */
export function connectionReport(view: ConnectionDetailsView): string {
  const { token, tagSources } = view;
  const allowed = view.capabilities.map(
    ({ capability, isAllowed, needsScope }) => `${capability}: ${answer(isAllowed)} (${needsScope})`,
  );
  const sources = tagSources.map(({ host, source, why }) =>
    [host, source ?? 'not used yet', ...(why === undefined ? [] : [why])].join(', '),
  );
  return [
    '### Container Registry for GitLab: connection',
    '',
    `- instance: ${view.instanceUrl}`,
    `- GitLab version: ${view.gitlabVersion ?? 'unknown'}`,
    `- credential: ${view.credential}`,
    `- token scopes: ${token.scopes?.join(', ') ?? 'unknown'}`,
    `- token expires: ${token.expiresOn ?? 'unknown'}`,
    `- token kept in: ${token.storedIn}`,
    ...allowed.map((line) => `- ${line}`),
    ...(sources.length === 0 ? ['- tags: none listed yet'] : sources.map((line) => `- tags: ${line}`)),
    '',
  ].join('\n');
}

function answer(isAllowed: CapabilityRow['isAllowed']): string {
  if (isAllowed === 'unknown') return 'unknown';
  if (isAllowed === 'notWithThisKind') return 'not with this kind of credential';
  return isAllowed ? 'yes' : 'no';
}
