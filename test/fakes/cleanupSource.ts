import type { FailureDetails, FailureReason } from '../../src/base/failure.ts';
import { changedFields } from '../../src/domain/cleanup/policyChange.ts';
import type { PolicyProject, RepositoryTags } from '../../src/domain/cleanup/policyProject.ts';
import type { CleanupPolicy } from '../../src/domain/cleanup/policy.ts';
import type { Manifest } from '../../src/domain/manifest.ts';
import type { CleanupSource, ReadManifests } from '../../src/panels/cleanup/desk.ts';
import type { DraftStore } from '../../src/panels/shared/drafts.ts';

const day = 86_400_000;

/** The time at which tests of the cleanup workbench play. */
export const testNow = Date.parse('2026-11-20T00:00:00Z');

/** A tag each day, the newest one day old. */
export function dailyTags(path: string, names: readonly string[], everyDays = 1): RepositoryTags {
  const tags = names.map((name, index) => ({
    name,
    path: `${path}:${name}`,
    location: `registry.example.com/${path}:${name}`,
    digest: `sha256:${path}-${index}`,
    sizeBytes: 41_200_000 + index * 1000,
    publishedAt: new Date(testNow - (index + 1) * everyDays * day).toISOString(),
  }));
  const name = path.split('/').at(-1) ?? '';
  const location = `registry.example.com/${path}`;
  const repository = { id: path.length, name, path, location };
  return {
    repository,
    path,
    name,
    location,
    tags,
    state: 'complete',
    registry: 'metadataDatabase',
    hasDates: true,
  };
}

export const testPolicy: CleanupPolicy = {
  enabled: true,
  cadence: '7d',
  keepN: 5,
  olderThan: '7d',
  nameRegex: '.*',
  nameRegexKeep: 'v.+|main',
  nextRunAt: '2026-11-22T10:00:00Z',
};

export const testProject: PolicyProject = {
  id: 1,
  fullPath: 'acme/platform/shop',
  webUrl: 'https://gitlab.example.com/acme/platform/shop',
  instanceUrl: 'https://gitlab.example.com',
  olderThanValues: ['7d', '14d', '30d', '90d'],
  access: 'editor',
  protections: ['^release-'],
  policy: testPolicy,
};

/** A GitLab of one project, in memory: what is saved is what is read next. */
export class TestSource implements CleanupSource {
  project_: PolicyProject = testProject;
  tags_: readonly RepositoryTags[] = [];
  /** Rejects the next saving, before or after GitLab took it. */
  failure:
    | { readonly reason: FailureReason; readonly details?: FailureDetails; readonly isTaken: boolean }
    | undefined;
  /** Holds the tags back until it resolves. */
  gate: Promise<void> = Promise.resolve();
  saves = 0;

  project(): Promise<PolicyProject> {
    return Promise.resolve(this.project_);
  }

  save: CleanupSource['save'] = (_, seen, wanted) => {
    const { policy } = this.project_;
    if (policy !== undefined && changedFields(policy, wanted).length === 0)
      return Promise.resolve({ code: 'saved', project: this.project_ });
    if (policy !== undefined && (seen === undefined || changedFields(policy, seen).length > 0))
      return Promise.resolve({ code: 'changedMeanwhile', project: this.project_ });
    const { failure } = this;
    this.failure = undefined;
    if (failure?.isTaken !== false) this.change(wanted);
    if (failure !== undefined) return failed(failure.reason, failure.details);
    this.saves += 1;
    return Promise.resolve({ code: 'saved', project: this.project_ });
  };

  /** Somebody, perhaps another one, changes the policy. */
  change(fields: Partial<CleanupPolicy>): void {
    const policy = { ...(this.project_.policy ?? testPolicy), ...fields };
    this.project_ = { ...this.project_, policy };
  }

  tags: CleanupSource['tags'] = async (_, { signal, onProgress }) => {
    onProgress(this.tags_.map((one) => ({ ...one, tags: one.tags.slice(0, 3), state: 'loading' })));
    await Promise.race([
      this.gate,
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      }).then(() => failed('cancelled')),
    ]);
    return this.tags_;
  };
}

/** Rejects with the product's own Failure: a static import would give this file a class of its own beside it. */
async function failed(reason: FailureReason, details?: FailureDetails): Promise<never> {
  const { Failure } = await import('../../src/base/failure.ts');
  throw new Failure(reason, 'the failure of the test', details);
}

/** Drafts in memory. */
export function testDrafts(): DraftStore & { readonly stored: Map<string, unknown> } {
  const stored = new Map<string, unknown>();
  return {
    stored,
    read: (key) => stored.get(key),
    write: (key, value) => {
      // Through JSON, as VS Code stores it.
      if (value === undefined) stored.delete(key);
      else stored.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}

/** Manifests whose images all have one layer of 40 MB in common. */
export const testManifests: ReadManifests = (_, digests) => {
  const part = (digest: string, sizeBytes: number) => ({
    digest,
    sizeBytes,
    mediaType: 'application/octet-stream',
    annotations: {},
  });
  const manifestOf = (digest: string): Manifest => ({
    kind: 'image',
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: part(`config of ${digest}`, 200_000),
    layers: [part('base', 40_000_000), part(`layer of ${digest}`, 1_000_000)],
    annotations: {},
  });
  return Promise.resolve(new Map(digests.map((digest) => [digest, manifestOf(digest)])));
};

/** Fourteen tags in two repositories, of which the usual test policy lets some go. */
export const fewTags: readonly RepositoryTags[] = [
  dailyTags(
    'acme/platform/shop/web',
    [
      'latest',
      'main',
      'v1.2.0',
      'dev-9',
      'dev-8',
      'my-main',
      'dev-7',
      'v1.1.0',
      'release-1',
      'mr-77',
      'mr-76',
    ],
    4,
  ),
  dailyTags('acme/platform/shop/api', ['nightly-3', 'nightly-2', 'nightly-1'], 20),
];
