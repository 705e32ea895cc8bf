import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type * as Words from '../../../../src/ui/text/cleanupWords.ts';

const now = Date.parse('2026-11-20T00:00:00Z');

describe('Words about cleanup', () => {
  let words: typeof Words;
  before(async () => {
    words = await import('../../../../src/ui/text/cleanupWords.ts');
  });

  it('tell the state of a policy on a row, and nothing while it is not known', () => {
    const text = (policy: Parameters<typeof words.policyStateText>[0]) => words.policyStateText(policy, now);
    assert.equal(text(undefined), undefined);
    assert.equal(text({ enabled: false, nextRunAt: '2026-11-23T00:00:00Z' }), 'cleanup off');
    assert.equal(text({ enabled: true, nextRunAt: '2026-11-23T00:00:00Z' }), 'next cleanup in 3 days');
    assert.equal(text({ enabled: true, nextRunAt: '2026-11-19T00:00:00Z' }), 'cleanup is due');
    assert.equal(text({ enabled: true }), 'cleanup on');
    assert.equal(words.nextCleanupText({ enabled: true }, now), undefined);
  });

  it('tell the number of deleted tags of a cleanup that finished, and that GitLab does not say it', () => {
    const cleanupStartedAt = '2026-11-19T10:00:00Z';
    const text = words.lastCleanupText;
    assert.match(
      text({ cleanup: 'unscheduled', cleanupStartedAt, cleanupDeleted: 17 }) ?? '',
      /: 17 tags deleted$/,
    );
    assert.match(
      text({ cleanup: 'unscheduled', cleanupStartedAt, cleanupDeleted: 0 }) ?? '',
      /: 0 tags deleted$/,
    );
    assert.match(text({ cleanupStartedAt }) ?? '', /GitLab doesn’t say how many/);
    // The number belongs to an earlier run.
    assert.doesNotMatch(text({ cleanup: 'unfinished', cleanupStartedAt, cleanupDeleted: 17 }) ?? '', /17/);
    assert.equal(text({ cleanup: 'ongoing' }), 'Cleanup in progress');
    assert.equal(text({ cleanup: 'unscheduled' }), undefined);
  });
});
