import type { CleanupPolicy, World } from './world.ts';

/** What a world is made from. */
export interface WorldOptions {
  /** GitLab's clock, and the registry's where that is ours; the real one unless told. */
  readonly now?: () => Date;
  /** Of everything random; 1 unless told. */
  readonly randomSeed?: number;
  /** Of GitLab; `19.4.0` unless told. */
  readonly version?: string;
  readonly edition?: 'ee' | 'ce';
}

/** An instance without users, groups or projects. */
export function createWorld(options: WorldOptions = {}): World {
  let lastId = 100;
  return {
    now: options.now ?? (() => new Date()),
    random: randomFrom(options.randomSeed ?? 1),
    version: options.version ?? '19.4.0',
    edition: options.edition ?? 'ee',
    url: '',
    settings: {
      cleanupMaxListSize: 200,
      deleteTagsTimeoutSeconds: 250,
      maxTokenLifetimeDays: 365,
      requireTokenExpiry: true,
    },
    users: new Map(),
    groups: new Map(),
    projects: new Map(),
    repositories: new Map(),
    memberships: [],
    tokens: [],
    variables: [],
    leases: new Map(),
    nextId: () => (lastId += 1),
  };
}

/** The row GitLab makes with every new project (migrations UpdateContainerExpirationPoliciesDefaults, SetRegexDefaults…). */
export function defaultPolicy(at: Date): CleanupPolicy {
  return {
    enabled: false,
    cadence: '1d',
    keepN: 10,
    olderThan: '90d',
    nameRegex: '.*',
    nameRegexKeep: undefined,
    nextRunAt: undefined,
    createdAt: at,
    updatedAt: at,
  };
}

/** A sequence of numbers from 0 up to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
