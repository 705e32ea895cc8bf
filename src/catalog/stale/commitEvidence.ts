import { throwIfCancelled } from '../../base/cancellation.ts';
import { limit } from '../../base/limit.ts';
import { parseJson } from '../../base/parseJson.ts';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import { judgeCommit, type CommitEvidence } from '../../domain/stale/commitEvidence.ts';
import type { JudgedTag } from '../../domain/stale/staleSearch.ts';
import type { GitlabClient } from '../../gitlab/client.ts';
import type { Http } from '../../net/http.ts';
import type { RegistryClient } from '../../registry/client.ts';
import { registryHostOf } from '../lists/tagLadder.ts';
import { failureUnlessCancelled } from '../../base/unlessFailed.ts';

/** How many tags are looked at at once. */
const atOnce = 4;
/** Larger configs are not read. */
const configBytes = 8 * 2 ** 20;
const revisionLabel = 'org.opencontainers.image.revision';

/** What evidence is read from. */
export interface EvidenceNeeds {
  readonly clients: {
    of(connectionId: string): {
      readonly gitlab: Pick<GitlabClient, 'refsOfCommit' | 'mergeRequestsOfCommit'>;
      registry(host: string): Pick<RegistryClient, 'manifest' | 'blob'>;
    };
  };
  readonly http: Pick<Http, 'during'>;
}

/**
 * Looks at the commits of tags, on request only: of a tag that is not named after one, the label of its image tells it. At most five
 * requests a tag (index, manifest, config, refs, merge requests), and refs once for each commit. Rejects for `cancelled` only.
 */
export async function examineCommits(
  { clients, http }: EvidenceNeeds,
  { connectionId, projectPath }: { readonly connectionId: string; readonly projectPath: string },
  tags: readonly JudgedTag[],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (count: number) => void },
): Promise<ReadonlyMap<JudgedTag, CommitEvidence>> {
  const connected = clients.of(connectionId);
  const { gitlab } = connected;
  const byCommit = new Map<string, Promise<CommitEvidence>>();
  const examine = (commit: string): Promise<CommitEvidence> => {
    const known = byCommit.get(commit) ?? examineCommit(gitlab, { projectPath, commit, signal });
    byCommit.set(commit, known);
    return known;
  };
  const found = new Map<JudgedTag, CommitEvidence>();
  const run = limit(atOnce);
  const examineTag = async (judged: JudgedTag): Promise<void> => {
    throwIfCancelled(signal);
    const { verdict, repository } = judged;
    const at = connected.registry(registryHostOf(repository));
    try {
      const commit = verdict.code === 'commit' ? verdict.commit : await revisionOf(at, judged, signal);
      found.set(judged, commit === undefined ? { code: 'noCommit' } : await examine(commit));
    } catch (error) {
      const failure = failureUnlessCancelled(error);
      found.set(judged, { code: 'failed', failure });
    }
    onProgress(found.size);
  };
  await http.during(`commits of ${tags.length} tags of ${projectPath}`, () =>
    Promise.all(tags.map((judged) => run(() => examineTag(judged)))),
  );
  return found;
}

async function examineCommit(
  gitlab: Pick<GitlabClient, 'refsOfCommit' | 'mergeRequestsOfCommit'>,
  at: { readonly projectPath: string; readonly commit: string; readonly signal: AbortSignal },
): Promise<CommitEvidence> {
  const { projectPath, commit, signal } = at;
  const refs = await gitlab.refsOfCommit(projectPath, commit, { signal });
  const isGone = refs?.length === 0;
  const requests = isGone ? await gitlab.mergeRequestsOfCommit(projectPath, commit, { signal }) : [];
  return judgeCommit(commit, refs, requests);
}

/** What the label of the image, or of the first image of an index, says. */
async function revisionOf(
  registry: Pick<RegistryClient, 'manifest' | 'blob'>,
  { repository: { path }, tag }: JudgedTag,
  signal: AbortSignal,
): Promise<string | undefined> {
  let { manifest } = await registry.manifest(path, tag.digest ?? tag.name, { signal });
  const first = manifest.kind === 'index' ? manifest.manifests[0] : undefined;
  if (first !== undefined) ({ manifest } = await registry.manifest(path, first.digest, { signal }));
  if (manifest.kind !== 'image') return undefined;
  const bytes = await registry.blob(path, manifest.config.digest, { signal, maxBytes: configBytes });
  const { labels } = readImageConfig(parseJson(new TextDecoder().decode(bytes)));
  const revision = labels.find(({ name }) => name === revisionLabel)?.value.toLowerCase();
  return revision !== undefined && /^[0-9a-f]{7,40}$/.test(revision) ? revision : undefined;
}
