import { accountCalls, type AccountCalls } from './account.ts';
import { bulkDeletionCalls, type BulkDeletionCalls } from './deletion/bulkDeletion.ts';
import { deletionCalls, type DeletionCalls } from './deletion/deletion.ts';
import { deployTokenCalls, type DeployTokenCalls } from './tokens/deployTokens.ts';
import { slashSafe } from './encodedSlashes.ts';
import { createGraphql } from './graphql.ts';
import { mergeRequestCalls, type MergeRequestCalls } from './mergeRequests.ts';
import { policyCalls, type PolicyCalls } from './policy.ts';
import { protectionCalls, type ProtectionCalls } from './access/protection.ts';
import { protectionChangeCalls, type ProtectionChangeCalls } from './access/protectionChanges.ts';
import { refCalls, type RefCalls } from './refs.ts';
import { repositoryCalls, type RepositoryCalls } from './repositories.ts';
import { tellingHosts, type HostListener } from './registryHosts.ts';
import { createRest, restSender, type RestOptions } from './rest.ts';
import { newestFirst, schemaFields } from './schemaFields.ts';
import { rotationCalls, type RotationCalls } from './tokens/tokenRotation.ts';
import { tagCalls, type TagCalls } from './tags.ts';

/** Everything that this extension asks GitLab. Every call rejects with a Failure and nothing else. */
export interface GitlabClient
  extends
    AccountCalls,
    RepositoryCalls,
    TagCalls,
    DeletionCalls,
    BulkDeletionCalls,
    PolicyCalls,
    ProtectionCalls,
    ProtectionChangeCalls,
    RefCalls,
    MergeRequestCalls,
    DeployTokenCalls,
    RotationCalls {
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  /** Whether something on the way was seen not to pass `%2F` on; `undefined` as long as nothing says either. */
  readonly refusesSlashes: () => boolean | undefined;
}

/** A client of one instance for one token, which tells the registries that GitLab names. The token is asked for anew with every request and kept nowhere. */
export function createGitlabClient(
  options: RestOptions & { readonly onRegistryHost?: HostListener },
): GitlabClient {
  const graphql = createGraphql(options);
  const { send, refusesSlashes } = slashSafe(restSender(options), graphql);
  const rest = createRest(options.instanceUrl, send);
  const fields = schemaFields(graphql);
  const withFields = newestFirst(fields);
  const calls = { ...repositoryCalls(rest, graphql, withFields), ...tagCalls(rest, graphql, withFields) };
  return {
    instanceUrl: options.instanceUrl,
    refusesSlashes,
    ...accountCalls(rest),
    ...calls,
    ...tellingHosts(calls, options.onRegistryHost ?? (() => undefined)),
    ...deletionCalls(rest, graphql),
    ...bulkDeletionCalls(rest),
    ...policyCalls(rest, graphql, fields),
    ...protectionCalls(rest, graphql, fields),
    ...protectionChangeCalls(rest, graphql),
    ...refCalls(rest),
    ...mergeRequestCalls(rest, graphql),
    ...deployTokenCalls(rest),
    ...rotationCalls(rest),
  };
}
