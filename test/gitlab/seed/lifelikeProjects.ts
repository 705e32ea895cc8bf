import type { CleanupStatus, RepositoryRule, TagRule } from '../world/world.ts';
import type { Contents } from './contents.ts';
import type { GitPlan } from './git.ts';
import type { ProjectTraits } from './plot.ts';
import { charts, empty, named, pipelines, releases, together, undated } from './contents.ts';
import { busyGit } from './git.ts';

/** One project of the lifelike seed. Without a policy it has GitLab's default one; null: none. */
export interface ProjectPlan {
  readonly path: string;
  readonly name: string;
  readonly traits?: Pick<ProjectTraits, 'visibility' | 'registryAccess' | 'policy'>;
  readonly tagRules?: readonly Omit<TagRule, 'id'>[];
  readonly repositoryRules?: readonly Omit<RepositoryRule, 'id'>[];
  /** Project, group, deploy and job tokens of the box belong to this one. */
  readonly hasTokens?: boolean;
  /** Its git repository; without one nothing was ever pushed. */
  readonly git?: GitPlan;
  readonly repositories: readonly {
    readonly name: string;
    readonly contents: Contents;
    /** How many of its tags a legacy registry gets; 1. */
    readonly legacyTags?: number;
    readonly cleanup?: CleanupStatus;
  }[];
}

const docker = { format: 'docker' } as const;

/** Merge requests for the `mr-…` tags, and four branches: one merged, one given up, one open, one that nobody asked to merge. */
const storefrontGit = busyGit({
  count: 60,
  spanDays: 120,
  open: 5,
  plan: {
    branches: ['develop', '61-faster-search', 'spike/edge-rendering'],
    tags: ['1.0.0', '2.0.0'],
    mergeRequests: [
      { branch: '61-faster-search', state: 'opened', daysAgo: 4 },
      { branch: 'feature/gift-cards', state: 'merged', daysAgo: 9 },
      { branch: 'fix/cart_rounding', state: 'closed', daysAgo: 15 },
    ],
  },
});

export const lifelikeProjects: readonly ProjectPlan[] = [
  {
    path: 'acme/shop/storefront',
    name: 'Storefront',
    traits: { policy: { enabled: true, cadence: '7d', nameRegexKeep: '(?:v?\\d.*|main|release-.*)' } },
    hasTokens: true,
    git: storefrontGit,
    repositories: [
      { name: '', contents: together([releases({ count: 24 }), pipelines({ count: 60 })]), legacyTags: 4 },
      {
        name: 'web',
        contents: together([releases({ count: 12, multiArch: true })], { sign: true }),
        legacyTags: 4,
      },
      { name: 'worker', contents: releases({ count: 12, recipe: docker }), cleanup: 'UNSCHEDULED' },
      {
        name: 'worker/debug',
        contents: together([
          pipelines({ count: 25, spanDays: 20 }),
          named(
            'feature-gift-cards',
            'fix-cart-rounding',
            'spike-edge-rendering',
            '61-faster-search',
            'develop',
          ),
        ]),
        legacyTags: 3,
      },
    ],
  },
  {
    path: 'acme/shop/Checkout-API',
    name: 'Checkout API',
    traits: { policy: { enabled: true, cadence: '14d', keepN: 5, olderThan: '14d', nameRegex: 'mr-.*|dev' } },
    git: busyGit({ count: 140, spanDays: 120, open: 9, plan: { branches: ['develop', 'prod'] } }),
    repositories: [
      { name: '', contents: together([pipelines({ count: 140 }), named('dev', 'develop', 'prod')]) },
      { name: 'migrations', contents: releases({ count: 8, prefix: 'v' }) },
      { name: 'fixtures', contents: undated(6), legacyTags: 2 },
    ],
  },
  { path: 'acme/shop/handbook', name: 'Handbook', repositories: [] },
  {
    path: 'acme/platform/ci-images',
    name: 'CI images',
    repositories: [
      { name: 'node', contents: together([named('18', '20', '22', '24'), releases({ count: 5 })]) },
      { name: 'python', contents: named('3.11', '3.12', '3.13', '3.13-slim') },
      { name: 'go', contents: named('1.23', '1.24', '1.25') },
      { name: 'java', contents: named('17', '21', '21-alpine') },
      { name: 'kaniko', contents: named('v1.23.2', 'v1.23.2-debug') },
      { name: 'release-cli', contents: releases({ count: 6, prefix: 'v' }) },
    ],
  },
  { path: 'acme/platform/terraform', name: 'Terraform', repositories: [] },
  {
    path: 'acme/platform/runtime/gateway',
    name: 'Gateway',
    traits: { policy: { nameRegex: '^(?!main|prod).*' } },
    tagRules: [
      {
        tagNamePattern: '^v\\d+\\.\\d+',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'owner',
      },
      {
        tagNamePattern: 'latest',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'maintainer',
      },
    ],
    repositories: [
      {
        name: '',
        contents: releases({ count: 18, prefix: 'v', multiArch: true }),
        legacyTags: 2,
      },
      { name: 'canary', contents: pipelines({ count: 80, spanDays: 40 }), cleanup: 'UNFINISHED' },
      { name: 'chart', contents: charts('0.9.0', '1.0.0', '1.1.0+build.7') },
    ],
  },
  {
    path: 'acme/platform/runtime/base-images/debian',
    name: 'Debian',
    traits: { policy: null },
    repositoryRules: [
      {
        repositoryPathPattern: 'acme/platform/runtime/base-images/debian/*',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'owner',
      },
    ],
    repositories: [
      { name: 'slim', contents: releases({ count: 14, everyDays: 30, multiArch: true }) },
      { name: 'full', contents: releases({ count: 14, everyDays: 30, recipe: { layers: 6 } }) },
      { name: 'distroless', contents: undated(9), legacyTags: 2 },
    ],
  },
  {
    path: 'acme/data/warehouse',
    name: 'Warehouse',
    traits: { policy: { enabled: true, keepN: 100, olderThan: '90d', nameRegex: '(?:main|mr)-.*' } },
    tagRules: [
      {
        tagNamePattern: '^main-0',
        minimumAccessLevelForPush: 'maintainer',
        minimumAccessLevelForDelete: 'maintainer',
      },
    ],
    git: busyGit({ count: 12_000, spanDays: 900, open: 40 }),
    repositories: [
      { name: 'etl', contents: pipelines({ count: 12_000, spanDays: 900, distinct: 300 }), legacyTags: 3 },
      { name: 'scheduler', contents: releases({ count: 20 }) },
      { name: 'dbt', contents: together([releases({ count: 10 }), pipelines({ count: 45 })]) },
      { name: 'scratch', contents: empty },
    ],
  },
  {
    path: 'acme/data/notebooks',
    name: 'Notebooks',
    traits: { registryAccess: 'disabled' },
    repositories: [],
  },
  {
    path: 'northwind/apps/crm',
    name: 'CRM',
    traits: {
      visibility: 'internal',
      policy: { enabled: true, cadence: '1month', keepN: undefined, olderThan: '365d', nameRegex: '.+' },
    },
    repositories: [
      { name: 'api', contents: releases({ count: 30, everyDays: 20 }) },
      { name: 'web', contents: releases({ count: 30, everyDays: 20, recipe: docker }) },
      { name: 'worker', contents: releases({ count: 9, multiArch: true, recipe: docker }) },
      { name: 'charts/crm', contents: charts('2.0.0', '2.1.0', '2.1.1') },
      { name: 'cache', contents: named('buildcache') },
    ],
  },
  { path: 'northwind/apps/intranet', name: 'Intranet', traits: { visibility: 'internal' }, repositories: [] },
  {
    path: 'open-source/toolbox',
    name: 'Toolbox',
    traits: {
      visibility: 'public',
      policy: { enabled: true, cadence: '3month', keepN: 50, olderThan: '60d', nameRegexKeep: '.*' },
    },
    tagRules: [{ tagNamePattern: '^\\d+\\.\\d+\\.\\d+$' }],
    repositories: [
      { name: '', contents: together([releases({ count: 16, multiArch: true })], { sign: true }) },
      { name: 'cli', contents: releases({ count: 16 }) },
      { name: 'nightly', contents: pipelines({ count: 90, spanDays: 90 }) },
    ],
  },
  { path: 'open-source/website', name: 'Website', traits: { visibility: 'public' }, repositories: [] },
  {
    path: 'maintainer/sandbox',
    name: 'Sandbox',
    repositories: [{ name: 'experiment', contents: named('first', 'second') }],
  },
];
