import assert from 'node:assert/strict';
import { judgeCommit, speaksForStale } from '../../../../src/domain/stale/commitEvidence.ts';
import type { MergeRequest } from '../../../../src/domain/stale/staleVerdict.ts';

const request = (state: string): MergeRequest => ({ iid: 1, state, sourceBranch: 'x', isFromFork: false });
const main = { type: 'branch', name: 'main' } as const;

describe('the commit of an image', () => {
  const cases = [
    ['unknownCommit', undefined, [], undefined],
    ['reachable', [main], [request('merged')], false],
    ['open', [], [request('merged'), request('opened')], false],
    ['open', [], [request('locked')], false],
    ['unreachable', [], [request('closed')], true],
    ['unreachable', [], [], true],
  ] as const;
  for (const [code, refs, requests, speaks] of cases) {
    it(`is ${code} with ${refs?.length ?? 'unknown'} refs and ${requests.map(({ state }) => state).join(', ') || 'no requests'}`, () => {
      const evidence = judgeCommit('7b5c3cc8', refs, requests);
      assert.equal(evidence.code, code);
      assert.equal(speaksForStale(evidence), speaks);
    });
  }
});
