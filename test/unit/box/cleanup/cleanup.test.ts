import assert from 'node:assert/strict';
import type { Box } from '../../../gitlab/box.ts';
import { startBox } from '../../../gitlab/box.ts';
import { secondsOfDuration } from '../../../gitlab/cleanup/olderThan.ts';
import type { PlannedTag } from '../../../gitlab/seed/contents.ts';
import { named, plant } from '../../../gitlab/seed/contents.ts';
import type { Plot } from '../../../gitlab/seed/plot.ts';
import { addGroup, addProject, addRepository } from '../../../gitlab/seed/plot.ts';
import type { CleanupPolicy } from '../../../gitlab/world/world.ts';
import { projectAt, repositoryAt } from '../../../fakes/callBox.ts';

const now = new Date('2026-09-01T12:00:00Z');

/** `g/p` with one repository of these tags, pushed so many days ago. */
function seedOf(tags: Readonly<Record<string, number>>) {
  return async (plot: Plot): Promise<void> => {
    addGroup(plot, 'g', 'private');
    const repository = addRepository(plot, addProject(plot, 'g/p'), '');
    await plant(plot, repository, (...given): PlannedTag[] => {
      const [one] = named('one')(...given);
      assert.ok(one);
      return Object.entries(tags).map(([name, pushedDaysAgo]) => ({ ...one, name, pushedDaysAgo }));
    });
  };
}

describe('the box’s own cleanup job', () => {
  let box: Box;
  afterEach(() => box.close());

  async function left(tags: Record<string, number>, policy: Partial<CleanupPolicy>): Promise<string[]> {
    box = await startBox({ seed: seedOf(tags), now: () => now });
    const project = projectAt(box, 'g/p');
    assert.ok(project.policy);
    const off = { keepN: undefined, olderThan: undefined, nameRegexKeep: undefined };
    Object.assign(project.policy, { enabled: true, ...off, nameRegex: '.*' }, policy);
    await box.runPolicy(project.id);
    return [...(await box.backend.tagNames('g/p'))];
  }

  it('deletes everything but latest under .*', async () => {
    assert.deepEqual(await left({ a: 1, b: 2, latest: 3, LATEST: 3 }, {}), ['latest']);
  });

  it('adds no group around a pattern: v1|dev starts with v1 or ends with dev', async () => {
    const tags = { v1: 1, 'v1.2': 1, xdev: 1, developer: 1, xv1: 1 };
    assert.deepEqual(await left(tags, { nameRegex: 'v1|dev' }), ['developer', 'xv1']);
  });

  it('keeps what the keep pattern matches whole', async () => {
    const tags = { main: 1, 'main-1': 1, x: 1 };
    assert.deepEqual(await left(tags, { nameRegexKeep: 'main' }), ['main']);
  });

  it('keeps the newest n of what the patterns chose', async () => {
    const tags = { a: 1, b: 2, c: 3, keep: 0 };
    assert.deepEqual(await left(tags, { keepN: 1, nameRegexKeep: 'keep' }), ['a', 'keep']);
  });

  it('deletes only what is strictly older', async () => {
    // Tags are dated from the start of the day, twelve hours before now.
    assert.deepEqual(await left({ a: 6, b: 6.5, c: 7 }, { olderThan: '7d' }), ['a', 'b']);
  });

  it('keeps n per page of a thousand, not per repository', async () => {
    const tags = Object.fromEntries(
      Array.from({ length: 1500 }, (_, at) => [`t${String(at).padStart(4, '0')}`, at]),
    );
    const names = await left(tags, { keepN: 5 });
    assert.deepEqual(names, [
      ...['t0000', 't0001', 't0002', 't0003', 't0004'],
      ...['t1000', 't1001', 't1002', 't1003', 't1004'],
    ]);
  });

  it('spares protected tags from a policy run whatever the level, and fails where all are protected', async () => {
    box = await startBox({ seed: seedOf({ v1: 1, v2: 1, x: 1 }), now: () => now });
    const project = projectAt(box, 'g/p');
    project.tagRules.push({
      id: 1,
      tagNamePattern: 'v\\d',
      minimumAccessLevelForPush: 'maintainer',
      minimumAccessLevelForDelete: 'maintainer',
    });
    assert.ok(project.policy);
    Object.assign(project.policy, { enabled: true, keepN: undefined, olderThan: undefined });
    await box.runPolicy(project.id);
    assert.deepEqual(await box.backend.tagNames('g/p'), ['v1', 'v2']);
    assert.equal(repositoryAt(box, 'g/p').lastCleanupDeletedTagsCount, 1);
    await box.runPolicy(project.id);
    assert.equal(repositoryAt(box, 'g/p').cleanupStatus, 'UNFINISHED');
  });

  it('switches an invalid policy off and deletes nothing', async () => {
    assert.deepEqual(await left({ a: 1 }, { nameRegex: '(?!x)' }), ['a']);
    assert.equal(projectAt(box, 'g/p').policy?.enabled, false);
  });

  it('does nothing while the policy is off', async () => {
    assert.deepEqual(await left({ a: 1 }, { enabled: false }), ['a']);
  });
});

describe('older_than', () => {
  // The gem's README and facts 3.7.
  const readings: readonly [string, number][] = [
    ['1h', 3600],
    ['1d', 86_400],
    ['1d12h', 129_600],
    ['1 week', 604_800],
    ['1month', 2_592_000],
    ['5m', 300],
    ['2mo', 5_184_000],
    ['90', 90],
    ['1y', 31_557_600],
    ['2 days and 3 hours', 183_600],
  ];
  for (const [text, seconds] of readings) {
    it(`reads ${text} as ${seconds} s`, () => assert.equal(secondsOfDuration(text), seconds));
  }

  it('fails on words it does not know and on nothing', () => {
    assert.throws(() => secondsOfDuration('1 fortnight'), /invalid word/);
    assert.throws(() => secondsOfDuration(''));
  });
});
