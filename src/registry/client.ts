import { contentCalls, type ContentCalls, type RegistryCall } from './content.ts';
import { streamCalls, type StreamCalls } from './streams.ts';
import { referrerCalls, type ReferrerCalls } from './referrers.ts';
import { tagPageCalls, type TagPageCalls } from './tagPages.ts';
import { checkedPath } from './address.ts';
import { createPullTokens } from './pullTokens.ts';
import { createTransport, type RegistryOptions } from './transport.ts';
import { uploadCalls, type UploadCalls } from './uploads.ts';

/** What a registry says about itself on `/v2/`. */
export interface RegistryKind {
  /** Of GitLab's registry, such as `4.32.0-gitlab`; `undefined` for any other. */
  readonly gitlabVersion?: string;
  /** Whether GitLab's registry keeps its metadata in a database; only then are listings dated and cheap. */
  readonly hasMetadataDatabase: boolean;
}

/** Everything that this extension asks a registry. Every call rejects with a Failure and nothing else. */
export interface RegistryClient extends ContentCalls, StreamCalls, TagPageCalls, ReferrerCalls, UploadCalls {
  /** `host[:port]`. */
  readonly host: string;
  kind(call?: RegistryCall): Promise<RegistryKind>;
  /** The project of a repository, lower case, from the token for it; `undefined` where GitLab does not tell. Asks no registry. */
  projectOf(path: string, call?: RegistryCall): Promise<string | undefined>;
}

/** A client of the registry on one host, with tokens from its GitLab instance. */
export function createRegistryClient(options: RegistryOptions): RegistryClient {
  const tokens = createPullTokens(options);
  const send = createTransport(options, tokens);
  const content = contentCalls(send);
  return {
    host: options.host,
    ...content,
    ...streamCalls(send),
    ...tagPageCalls(send, options.host),
    ...referrerCalls(send, content),
    ...uploadCalls(send),
    projectOf: (path, call = {}) => tokens.projectOf(checkedPath(path), call.signal),
    kind: async (call = {}) => {
      const { headers } = await send({ target: '/v2/', path: undefined, signal: call.signal });
      const gitlabVersion = headers.get('gitlab-container-registry-version');
      const hasMetadataDatabase = headers.get('gitlab-container-registry-database-enabled') === 'true';
      return { hasMetadataDatabase, ...(gitlabVersion !== null && { gitlabVersion }) };
    },
  };
}
