import assert from 'node:assert/strict';
import { compileProtectionPattern } from '../../../../src/domain/cleanup/tagPattern.ts';
import { judgeStale, slugsOf, type StaleKnowledge } from '../../../../src/domain/stale/judgeStale.ts';
import { refSlug } from '../../../../src/domain/stale/refSlug.ts';
import type { MergeRequest } from '../../../../src/domain/stale/staleVerdict.ts';

const request = (iid: number, state: string, sourceBranch: string, isFromFork = false): MergeRequest => ({
  iid,
  state,
  sourceBranch,
  isFromFork,
});

const requests = [
  request(1, 'merged', 'feature/x'),
  request(2, 'closed', 'spike/y'),
  request(3, 'opened', 'fix/z'),
  request(4, 'locked', 'fix/w'),
  request(5, 'closed', 'develop'),
  request(6, 'closed', 'theirs', true),
  request(7, 'merged', 'release/2.0'),
  request(8, 'merged', 'twice'),
  request(9, 'opened', 'twice', true),
];

const bySlug = (): ReadonlyMap<string, readonly MergeRequest[]> => {
  const map = new Map<string, MergeRequest[]>();
  for (const one of requests)
    map.set(refSlug(one.sourceBranch), [...(map.get(refSlug(one.sourceBranch)) ?? []), one]);
  return map;
};

const everything: StaleKnowledge = {
  protections: [compileProtectionPattern('^prod').pattern].filter((pattern) => pattern !== undefined),
  defaultBranch: 'main',
  branches: slugsOf(['main', 'develop', 'Live/One', 'mr/77']),
  gitTags: slugsOf(['release/2.0']),
  mergeRequests: new Map([...requests.map((one) => [one.iid, one] as const), [404, undefined]]),
  mergeRequestsOfBranches: bySlug(),
};

/** `stale branch !1`, or the reason's code. */
function told(name: string, knowledge: StaleKnowledge = everything): string {
  const verdict = judgeStale(name, knowledge);
  if (verdict.code === 'stale') return `stale ${verdict.by} !${verdict.mergeRequest.iid}`;
  if (verdict.code === 'asks') return `asks ${verdict.list}`;
  return verdict.code === 'commit' ? 'commit' : `${verdict.code} ${verdict.reason.code}`;
}

describe('whether a tag is stale', () => {
  const cases: readonly (readonly [name: string, verdict: string])[] = [
    ['latest', 'kept latest'],
    ['1.2.3', 'kept version'],
    ['22', 'kept version'],
    ['prod-old', 'kept protected'],
    ['main', 'kept branchExists'],
    ['main-7b5c3cc8', 'kept branchExists'],
    ['live-one', 'kept branchExists'],
    ['live_one', 'kept branchExists'],
    ['Live-One-7b5c3cc8', 'kept branchExists'],
    ['feature-x', 'stale branch !1'],
    ['feature-x-7b5c3cc8', 'stale branch !1'],
    ['feature_x', 'unknown noTrace'],
    ['spike-y', 'stale branch !2'],
    ['fix-z', 'kept mergeRequestOpen'],
    ['fix-w', 'kept mergeRequestOpen'],
    ['theirs', 'unknown noTrace'],
    ['twice', 'kept mergeRequestOpen'],
    ['release-2-0', 'kept gitTagExists'],
    ['nightly', 'unknown noTrace'],
    ['mr-1', 'stale mergeRequest !1'],
    ['mr-2', 'stale mergeRequest !2'],
    ['mr-2-7b5c3cc8', 'stale mergeRequest !2'],
    ['mr-3', 'kept mergeRequestOpen'],
    ['mr-4', 'kept mergeRequestOpen'],
    ['mr-5', 'kept mergeRequestReopenable'],
    ['mr-6', 'unknown forkUnseen'],
    ['mr-404', 'unknown mergeRequestUnseen'],
    ['mr-77', 'kept branchExists'],
    ['7b5c3cc8', 'commit'],
  ];
  for (const [name, verdict] of cases) it(`${name}: ${verdict}`, () => assert.equal(told(name), verdict));

  it('asks for one list after the other, and for none where the name is enough', () => {
    const nothing: StaleKnowledge = { protections: [], mergeRequests: new Map() };
    assert.equal(told('latest', nothing), 'kept latest');
    assert.equal(told('7b5c3cc8', nothing), 'asks branches');
    assert.equal(told('feature-x', nothing), 'asks branches');
    const { branches = 'unavailable' } = everything;
    assert.equal(told('main', { ...nothing, branches }), 'kept branchExists');
    assert.equal(told('feature-x', { ...nothing, branches }), 'asks mergeRequests');
    assert.equal(told('mr-1', { ...nothing, branches }), 'asks mergeRequests');
    const withoutTags: StaleKnowledge = {
      ...nothing,
      branches,
      mergeRequestsOfBranches: bySlug(),
    };
    assert.equal(told('feature-x', withoutTags), 'asks gitTags');
    assert.equal(told('nightly', withoutTags), 'unknown noTrace');
  });

  it('is never said while a list that could save the tag is missing', () => {
    for (const name of ['feature-x', 'mr-1']) {
      assert.equal(told(name, { ...everything, branches: 'unavailable' }), 'unknown unlisted');
      assert.equal(told(name, { ...everything, gitTags: 'unavailable' }), 'unknown unlisted');
    }
    assert.equal(
      told('feature-x', { ...everything, mergeRequestsOfBranches: 'unavailable' }),
      'unknown unlisted',
    );
    assert.equal(
      told('mr-1', { ...everything, mergeRequests: new Map([[1, 'unavailable']]) }),
      'unknown unlisted',
    );
  });
});
