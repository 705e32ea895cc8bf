import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  forecast,
  whenDeleted,
  type Forecast,
  type Schedule,
} from '../../../../src/domain/cleanup/forecast.ts';
import { compileRules, type TagCriteria } from '../../../../src/domain/cleanup/rules.ts';
import type { RunContext } from '../../../../src/domain/cleanup/run.ts';
import { simulate } from '../../../../src/domain/cleanup/simulate.ts';
import { indexTags, type SimulatedTag } from '../../../../src/domain/cleanup/tagIndex.ts';
import { anyCase, criteria, day, now, numbered, tag } from '../../../fakes/cleanupCases.ts';

interface Options extends Partial<RunContext> {
  readonly policy?: Partial<TagCriteria>;
  readonly protections?: readonly string[];
  readonly schedule?: Partial<Schedule>;
  readonly maxRuns?: number;
}

const nextRunAt = new Date(now + day / 2).toISOString();

function play(tags: readonly SimulatedTag[], options: Options = {}): Forecast {
  const { policy, protections, schedule, ...context } = options;
  const rules = compileRules(criteria(policy), protections);
  const when = { enabled: true, cadence: '1d', nextRunAt, ...schedule };
  return forecast(rules, indexTags(tags), when, { registry: 'metadataDatabase', now, ...context });
}

describe('forecast', () => {
  it('deletes a tag in the first run after it has reached its age', () => {
    const result = play([tag('a', 9), tag('b', 5), tag('c', 1)], { policy: { olderThan: '7d' } });
    const half = now + day / 2;
    assert.deepEqual(
      [0, 1, 2].map((index) => whenDeleted(result, index)),
      [
        { code: 'inRun', number: 1, at: half, isCertain: true },
        { code: 'inRun', number: 3, at: half + 2 * day, isCertain: true },
        { code: 'inRun', number: 7, at: half + 6 * day, isCertain: true },
      ],
    );
  });

  it('waits one more run where the age is reached at the very moment of a run', () => {
    const result = play([{ name: 'a', timestamp: now + day / 2 - 7 * day }], { policy: { olderThan: '7d' } });
    assert.deepEqual(whenDeleted(result, 0), {
      code: 'inRun',
      number: 2,
      at: now + 1.5 * day,
      isCertain: true,
    });
  });

  it('runs at once where the next run is overdue, and a month is 30 days', () => {
    const schedule = { nextRunAt: '2020-01-01T00:00:00Z', cadence: '1month' };
    const result = play([tag('a', 9), tag('b', 1)], { policy: { olderThan: '7d' }, schedule });
    assert.deepEqual(
      result.runs.map(({ at }) => (at - now) / day),
      [0, 30],
    );
  });

  it('skips years of runs in which only time passes', () => {
    const result = play([tag('a', 0)], { policy: { olderThan: '1095d' } });
    assert.deepEqual(
      result.runs.map(({ number }) => number),
      [1096],
    );
  });

  // 1,500 tags, keep 5: 5 of each page stay; then 10 are left on one page, and 5 more go (facts 3.3: "converges").
  it('sees that pages shrink, so that a later run deletes what an earlier one kept', () => {
    const result = play(numbered(1500), { policy: { keepN: 5 } });
    assert.deepEqual(
      result.runs.map(({ deletions }) => deletions),
      [1490, 5],
    );
    assert.deepEqual(whenDeleted(result, 0), {
      code: 'never',
      verdict: { code: 'keptNewest', rank: 1, keepN: 5, page: 0 },
    });
    assert.equal(whenDeleted(result, 1000).code, 'inRun');
  });

  it('says never, and why, of tags that no amount of time deletes', () => {
    const result = play([tag('v-prod', 1), tag('v1', 9), tag('v2')], {
      policy: { nameRegex: 'v.*', olderThan: '7d' },
      protections: ['prod'],
    });
    assert.deepEqual(
      [0, 1, 2].map((index) => whenDeleted(result, index).code),
      ['never', 'inRun', 'never'],
    );
  });

  it('lets a tag without a date push out one whose date in the future has passed', () => {
    const tags = [tag('future', -3), tag('undated')];
    const result = play(tags, { policy: { keepN: 1, olderThan: '1d' } });
    assert.deepEqual(
      [0, 1].map((index) => whenDeleted(result, index).code),
      ['inRun', 'never'],
    );
  });

  it('is not certain about tags that a sample decides on', () => {
    const result = play(numbered(300), { registry: 'legacy', maxListSize: 200 });
    assert.equal(result.runs[0]?.isSampled, true);
    assert.deepEqual(whenDeleted(result, 7), {
      code: 'inRun',
      number: 1,
      at: now + day / 2,
      isCertain: false,
    });
  });

  it('says how far it looked where it stops early', () => {
    const result = play(numbered(60), { policy: { olderThan: '7d' }, maxRuns: 3 });
    assert.equal(result.runs.length, 3);
    assert.deepEqual(whenDeleted(result, 0), { code: 'later', after: now + 2.5 * day });
  });

  const idle: readonly (readonly [string, Options, Forecast['outcome']])[] = [
    ['disabled', { schedule: { enabled: false } }, 'disabled'],
    ['without a next run', { schedule: { nextRunAt: undefined } }, 'notScheduled'],
    ['with an unreadable next run', { schedule: { nextRunAt: 'soon' } }, 'notScheduled'],
    ['with an unknown cadence', { schedule: { cadence: 'EVERY_FULL_MOON' } }, 'unknownValue'],
    ['with an invalid pattern', { policy: { nameRegex: '(' } }, 'invalidRegex'],
    ['with an unknown age', { policy: { olderThan: 'ages' } }, 'unknownValue'],
  ];
  for (const [what, options, outcome] of idle)
    it(`foresees no run of a policy ${what}`, () => {
      const result = play([tag('a', 99)], options);
      assert.deepEqual(whenDeleted(result, 0), { code: 'noRun', reason: outcome });
    });

  it('agrees with simulate about the next run, and with playing every single run', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.constantFrom('1d', '7d'),
        ({ tags, policy, protections, ...context }, cadence) => {
          const rules = compileRules(criteria(policy), protections);
          const index = indexTags(tags);
          const at = (run: number): number => Date.parse(nextRunAt) + run * (cadence === '1d' ? 1 : 7) * day;
          const result = play(tags, { policy, protections, ...context, schedule: { cadence } });
          let left = tags.map((_, position) => position);
          for (let run = 0; run < 45; run += 1) {
            const { verdicts } = simulate(rules, indexTags(left.map((position) => tags[position]!)), {
              ...context,
              now: at(run),
            });
            const gone = left.filter((_, position) => verdicts[position]?.code === 'deleted');
            const foretold = index.tags.flatMap((_, position) => {
              const deletion = whenDeleted(result, position);
              return deletion.code === 'inRun' && deletion.number === run + 1 ? [position] : [];
            });
            assert.deepEqual(foretold, gone);
            left = left.filter((position) => !gone.includes(position));
          }
          for (const position of left) assert.equal(whenDeleted(result, position).code, 'never');
        },
      ),
      { numRuns: 60 },
    );
  });
});
