import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileRules, type TagCriteria } from '../../../../src/domain/cleanup/rules.ts';
import type { RunContext } from '../../../../src/domain/cleanup/run.ts';
import { simulate, type Simulation } from '../../../../src/domain/cleanup/simulate.ts';
import { indexTags, type SimulatedTag } from '../../../../src/domain/cleanup/tagIndex.ts';
import { anyCase, criteria, day, now, numbered, tag } from '../../../fakes/cleanupCases.ts';

interface Options extends Partial<RunContext> {
  readonly policy?: Partial<TagCriteria>;
  readonly protections?: readonly string[];
}

function run(tags: readonly SimulatedTag[], { policy, protections, ...context }: Options = {}): Simulation {
  const rules = compileRules(criteria(policy), protections);
  return simulate(rules, indexTags(tags), { registry: 'metadataDatabase', now, ...context });
}

const codes = (tags: readonly SimulatedTag[], options?: Options): readonly string[] =>
  run(tags, options).verdicts.map(({ code }) => code);

const deleted = (tags: readonly SimulatedTag[], options?: Options): readonly string[] => {
  const { verdicts } = run(tags, options);
  return tags.flatMap(({ name }, index) => (verdicts[index]?.code === 'deleted' ? [name] : [])).sort();
};

describe('simulate', () => {
  // Expectations: facts on GitLab, section 3.
  it('spares latest whatever the patterns say, but not Latest', () => {
    assert.deepEqual(codes([tag('latest', 99), tag('Latest', 99)]), ['latest', 'deleted']);
  });

  it('says why each tag stays', () => {
    const tags = [tag('dev', 99), tag('v2', 1), tag('v1', 50), tag('v0', 2), tag('vx'), tag('v-prod', 60)];
    const { verdicts } = run(tags, {
      policy: { nameRegex: 'v.*', nameRegexKeep: 'v1', keepN: 2, olderThan: '7d' },
      protections: ['stable', 'prod'],
    });
    assert.deepEqual(verdicts, [
      { code: 'notMatched' },
      { code: 'keptNewest', rank: 2, keepN: 2, page: 0 },
      { code: 'keptByPattern' },
      { code: 'tooYoung', rank: 3, page: 0, ageSeconds: 2 * 86_400, eligibleAt: now + 5 * day },
      { code: 'keptNewest', rank: 1, keepN: 2, page: 0 },
      { code: 'protected', rank: 4, page: 0, rule: 'prod' },
    ]);
  });

  it('deletes a tag without a date only where the policy has no age', () => {
    const tags = [tag('a'), tag('b')];
    assert.deepEqual(codes(tags, { policy: { keepN: 1 } }), ['keptNewest', 'deleted']);
    assert.deepEqual(codes(tags, { policy: { olderThan: '1d' } }), ['noDate', 'noDate']);
  });

  it('compares ages strictly', () => {
    const exactly = { name: 'a', timestamp: now - 7 * day };
    const older = { name: 'b', timestamp: now - 7 * day - 1 };
    assert.deepEqual(codes([exactly, older], { policy: { olderThan: '7d' } }), ['tooYoung', 'deleted']);
  });

  it('keeps the newest per page of 1,000 with the metadata database, and per repository without', () => {
    const tags = numbered(2500);
    const options = { policy: { keepN: 5 } };
    const paged = run(tags, options);
    assert.equal(paged.totals.keptNewest, 15);
    assert.deepEqual(
      paged.pages.map(({ keptNewest, deleted: gone }) => [keptNewest, gone]),
      [
        [5, 995],
        [5, 995],
        [5, 495],
      ],
    );
    assert.deepEqual(
      paged.notes.map(({ code }) => code),
      ['keepNPerPage', 'timeLimit'],
    );
    assert.equal(run(tags, { ...options, registry: 'legacy' }).totals.keptNewest, 5);
  });

  it('fills the pages with all tags, not only with matching ones', () => {
    const tags = [...numbered(1000, 'a-'), ...numbered(2, 'b-')];
    assert.deepEqual(
      deleted(tags, { policy: { nameRegex: 'a-0999|b-.*', keepN: 1 } }).length,
      1,
      'a-0999 is alone on its page, of the two b- one stays',
    );
  });

  it('counts a tag without a date as the newest, and after one with a date in the future', () => {
    const tags = [tag('a'), tag('b', -1), tag('c', 1)];
    const ranks = run(tags, { policy: { keepN: 3 } }).verdicts.map((v) => ('rank' in v ? v.rank : 0));
    assert.deepEqual(ranks, [2, 1, 3]);
  });

  it('says where a tie leaves it open which tag stays', () => {
    const { verdicts, notes } = run([tag('a', 9), tag('b', 9), tag('c', 9), tag('d', 1)], {
      policy: { keepN: 2 },
    });
    assert.deepEqual(
      verdicts.map((v) => ('tie' in v ? v.tie : 'chance' in v ? v.chance : v.code)),
      [{ tags: 3, kept: 1 }, 'tie', 'tie', 'keptNewest'],
    );
    assert.deepEqual(notes, [{ code: 'ties', pages: 1 }]);
  });

  it('says nothing of a tie among tags that are too young anyway', () => {
    const { verdicts } = run([tag('a', 1), tag('b', 1)], { policy: { keepN: 1, olderThan: '7d' } });
    assert.equal(JSON.stringify(verdicts).includes('tie'), false);
  });

  it('says how many of how many a legacy run deletes above the limit of 200 plus keep_n', () => {
    const result = run(numbered(4300), { registry: 'legacy', policy: { keepN: 10 } });
    assert.deepEqual(result.notes[0], {
      code: 'sample',
      candidates: 4300,
      sampled: 210,
      deletable: 4290,
      upTo: 200,
    });
    assert.ok(result.verdicts.every((v) => v.code !== 'deleted' || v.chance === 'sample'));
    const within = run(numbered(210), { registry: 'legacy', policy: { keepN: 10 } });
    assert.equal(
      within.notes.some(({ code }) => code === 'sample'),
      false,
    );
    assert.equal(within.totals.deleted, 200);
  });

  it('takes no sample where the limit is switched off', () => {
    const { notes } = run(numbered(4300), { registry: 'legacy', maxListSize: 0 });
    assert.equal(
      notes.some(({ code }) => code === 'sample'),
      false,
    );
  });

  it('deletes nothing where a pattern is invalid, even if the other one is valid', () => {
    const result = run([tag('a', 99)], { policy: { nameRegexKeep: 'a)(b' } });
    assert.equal(result.outcome, 'invalidRegex');
    assert.deepEqual(result.verdicts, [{ code: 'undecided' }]);
    assert.deepEqual(
      result.problems.map((problem) => 'field' in problem && problem.field),
      ['nameRegexKeep'],
    );
  });

  it('says that it cannot tell where the policy holds a value nobody knows', () => {
    const { outcome, totals } = run([tag('a', 99)], { policy: { olderThan: 'ages' } });
    assert.deepEqual([outcome, totals.undecided, totals.deleted], ['unknownValue', 1, 0]);
  });

  it('warns where everything that would go is protected, which GitLab reports as an error', () => {
    assert.deepEqual(run([tag('a', 9)], { protections: ['a'] }).notes, [{ code: 'allProtected', page: 0 }]);
  });

  it('gives the same verdicts for any order of the tags', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        ({ tags, ...options }, keys) => {
          const shuffled = tags
            .map((each, position) => ({ each, key: keys[position] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
          const byName = (list: readonly SimulatedTag[]): ReadonlyMap<string, unknown> => {
            const { verdicts } = run(list, options);
            return new Map(list.map(({ name }, index) => [name, verdicts[index]]));
          };
          assert.deepEqual(byName(shuffled), byName(tags));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never deletes more because the keep pattern matches more', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,3}$/);
    fc.assert(
      fc.property(anyCase, name, ({ tags, policy, ...options }, word) => {
        const before = new Set(deleted(tags, { ...options, policy }));
        const { nameRegexKeep: keep } = policy;
        // Without a group, since a group would change what an ungrouped alternation matches.
        const more = { ...policy, nameRegexKeep: keep === undefined ? `.*${word}.*` : `${keep}|.*${word}.*` };
        for (const gone of deleted(tags, { ...options, policy: more })) assert.ok(before.has(gone), gone);
      }),
      { numRuns: 150 },
    );
  });

  it('adds its totals up to the number of tags', () => {
    fc.assert(
      fc.property(anyCase, ({ tags, ...options }) => {
        const { totals, pages } = run(tags, options);
        const sum = (counts: object): number =>
          Object.values(counts).reduce((a: number, b) => a + Number(b), 0);
        assert.equal(sum(totals), tags.length);
        assert.equal(
          pages.map(sum).reduce((a, b) => a + b, 0),
          tags.length,
        );
      }),
      { numRuns: 50 },
    );
  });
});
