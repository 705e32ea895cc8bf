import type { FailureDetails, FailureReason } from '../../src/base/failure.ts';
import type { RepositoryTags } from '../../src/domain/cleanup/policyProject.ts';
import type { AccessProject, RuleChange, RuleSaving } from '../../src/domain/access/projectAccess.ts';
import type { ProtectionRule } from '../../src/domain/access/rule.ts';
import type { AccessSource } from '../../src/panels/access/session.ts';
import type { ReadTags } from '../../src/panels/access/listing.ts';
import { dailyTags } from './cleanupSource.ts';

const both = { minimumAccessLevelForPush: 'MAINTAINER', minimumAccessLevelForDelete: 'OWNER' } as const;

/** A rule of tags with both levels. */
export function tagRule(id: number, pattern: string): ProtectionRule {
  return { id, pattern, ...both, isImmutable: false };
}

export const testAccess: AccessProject = {
  fullPath: 'acme/platform/shop',
  instanceUrl: 'https://gitlab.example.com',
  visibility: 'public',
  registryAccess: 'private',
  role: 'MAINTAINER',
  administers: true,
  scopes: ['api'],
  rules: {
    tag: {
      code: 'listed',
      rules: [tagRule(1, '^v\\d+\\.'), { id: 2, pattern: '^release-', isImmutable: true }],
    },
    repository: {
      code: 'listed',
      rules: [
        {
          id: 3,
          pattern: 'acme/platform/shop/w*',
          minimumAccessLevelForDelete: 'ADMIN',
          isImmutable: false,
        },
      ],
    },
  },
};

/** A GitLab of one project, in memory: what is changed is what is read next. */
export class TestAccess implements AccessSource {
  project_: AccessProject = testAccess;
  tags_: readonly RepositoryTags[] = [
    dailyTags('acme/platform/shop/web', [
      'latest',
      'main',
      ...Array.from({ length: 14 }, (_, index) => `v1.${index}.0`),
      'my-v2.0',
      'release-1',
    ]),
    dailyTags('acme/platform/shop/api', ['nightly-1', 'v3.0']),
  ];
  areLoaded = false;
  /** Rejects the next change. */
  failure: { readonly reason: FailureReason; readonly details?: FailureDetails } | undefined;
  /** What the next change of a rule comes to instead. */
  obstacle: RuleSaving['code'] | undefined;
  changes: RuleChange[] = [];
  /** Holds the tags back until it resolves. */
  gate: Promise<void> = Promise.resolve();
  reads = 0;

  project(): Promise<AccessProject> {
    this.reads += 1;
    return Promise.resolve(this.project_);
  }

  changeVisibility: AccessSource['changeVisibility'] = async (_, seen, wanted) => {
    await this.#fail();
    const { registryAccess } = this.project_;
    if (registryAccess !== seen)
      return { code: 'changedMeanwhile', ...(registryAccess && { registryAccess }) };
    this.project_ = { ...this.project_, registryAccess: wanted };
    return { code: 'saved', registryAccess: wanted };
  };

  changeRule: AccessSource['changeRule'] = async (_, change) => {
    await this.#fail();
    const list = this.project_.rules[change.kind];
    const rules = list.code === 'listed' ? list.rules : [];
    const { obstacle } = this;
    this.obstacle = undefined;
    if (obstacle === 'unclear') return { code: obstacle };
    if (obstacle !== undefined) return { code: obstacle, rules };
    this.changes.push(change);
    const next = applied(rules, change);
    this.project_ = {
      ...this.project_,
      rules: { ...this.project_.rules, [change.kind]: { code: 'listed', rules: next } },
    };
    return { code: 'saved', rules: next };
  };

  repositories: AccessSource['repositories'] = () =>
    Promise.resolve({ repositories: this.tags_.map(({ repository }) => repository) });

  areTagsLoaded(): boolean {
    return this.areLoaded;
  }

  readTags: ReadTags = async (_, { signal, onProgress }) => {
    onProgress(this.tags_.map((one) => ({ ...one, tags: one.tags.slice(0, 1), state: 'loading' })));
    await Promise.race([
      this.gate,
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      }).then(() => failed('cancelled')),
    ]);
    return this.tags_;
  };

  async #fail(): Promise<void> {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) await failed(failure.reason, failure.details);
  }
}

function applied(rules: readonly ProtectionRule[], change: RuleChange): readonly ProtectionRule[] {
  switch (change.act) {
    case 'add':
      return [...rules, { id: 100 + rules.length, isImmutable: false, ...change.wanted }];
    case 'change':
      return rules.map((rule) =>
        rule.id === change.seen.id ? { id: rule.id, isImmutable: false, ...change.wanted } : rule,
      );
    case 'remove':
      return rules.filter(({ id }) => id !== change.seen.id);
  }
}

/** Rejects with the product's own Failure: a static import would give this file a class of its own beside it. */
async function failed(reason: FailureReason, details?: FailureDetails): Promise<never> {
  const { Failure } = await import('../../src/base/failure.ts');
  throw new Failure(reason, 'the failure of the test', details);
}
