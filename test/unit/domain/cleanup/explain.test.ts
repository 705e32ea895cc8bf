import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explain, type Change, type Explanation } from '../../../../src/domain/cleanup/explain.ts';
import { compileRules, type TagCriteria } from '../../../../src/domain/cleanup/rules.ts';
import { simulate, type Simulation } from '../../../../src/domain/cleanup/simulate.ts';
import { indexTags, type SimulatedTag } from '../../../../src/domain/cleanup/tagIndex.ts';
import { anyCase, criteria, day, now, numbered, tag } from '../../../fakes/cleanupCases.ts';

interface Scene {
  readonly tags: readonly SimulatedTag[];
  readonly policy: TagCriteria;
  readonly protections: readonly string[];
  readonly registry: 'metadataDatabase' | 'legacy';
  readonly now: number;
}

function runOf({ tags, policy, protections, ...context }: Scene): Simulation {
  return simulate(compileRules(policy, protections), indexTags(tags), context);
}

function explained(scene: Scene, position: number): Explanation {
  const { verdicts } = runOf(scene);
  const rules = compileRules(scene.policy, scene.protections);
  return explain(rules, indexTags(scene.tags), position, { ...scene, verdicts });
}

const scene = (
  tags: readonly SimulatedTag[],
  policy: Partial<TagCriteria>,
  protections: readonly string[] = [],
): Scene => ({
  tags,
  policy: criteria(policy),
  protections,
  registry: 'metadataDatabase',
  now,
});

/** Carries a change out on the world it speaks of. */
function apply(before: Scene, change: Change, name: string): Scene {
  switch (change.code) {
    case 'otherName':
      return {
        ...before,
        tags: before.tags.map((each) => (each.name === name ? { ...each, name: 'x' } : each)),
      };
    case 'runAfter':
      return { ...before, now: Math.max(change.at + 1, before.now) };
    case 'notProtected':
      return { ...before, protections: before.protections.filter((rule) => !change.rules.includes(rule)) };
    case 'protected':
      return { ...before, protections: [`^${exactly(name)}$`] };
    default:
      return { ...before, policy: { ...before.policy, ...policyChange(before.policy, change, name) } };
  }
}

const exactly = (name: string): string => `(?:${name.replaceAll('.', '\\.')})`;

function policyChange(policy: TagCriteria, change: Change, name: string): Partial<TagCriteria> {
  switch (change.code) {
    case 'deletePatternMatches':
      return { nameRegex: `${policy.nameRegex ?? ''}|^${exactly(name)}$` };
    case 'keepPatternMatches':
      return { nameRegexKeep: exactly(name) };
    case 'keepPatternMisses':
      return { nameRegexKeep: '' };
    case 'keepNAtMost':
      return { keepN: change.keepN === 0 ? undefined : change.keepN };
    case 'keepNAtLeast':
      return { keepN: change.keepN };
    case 'noOlderThan':
      return { olderThan: undefined };
    default:
      return { olderThan: 'seconds' in change ? String(change.seconds) : undefined };
  }
}

describe('explain', () => {
  it('names everything that keeps a tag, also what the verdict does not come to', () => {
    const tags = [tag('v1-prod', 3), tag('v2', 1), tag('v3', 2)];
    const { verdict, keepMatch, changes } = explained(
      scene(tags, { nameRegex: 'v.*', nameRegexKeep: '.*prod', keepN: 5, olderThan: '7d' }, ['x', 'prod']),
      0,
    );
    assert.equal(verdict.code, 'keptByPattern');
    assert.deepEqual(keepMatch, { start: 0, end: 7 });
    assert.deepEqual(changes, [
      { code: 'keepPatternMisses', match: { start: 0, end: 7 } },
      { code: 'keepNAtMost', keepN: 2 },
      { code: 'runAfter', at: now + 4 * day, ageSeconds: 3 * 86_400 },
      { code: 'notProtected', rules: ['prod'] },
    ]);
  });

  it('shows which part of a name an ungrouped pattern catches', () => {
    assert.deepEqual(explained(scene([tag('xdev', 9)], { nameRegex: 'v1|dev' }), 0).deleteMatch, {
      start: 1,
      end: 4,
    });
  });

  it('names every way to keep a tag that goes', () => {
    const { needed, changes } = explained(scene([tag('a', 9), tag('b', 2)], {}), 0);
    assert.equal(needed, 'any');
    assert.deepEqual(changes, [
      { code: 'keepPatternMatches' },
      { code: 'keepNAtLeast', keepN: 2 },
      { code: 'olderThanAtLeast', seconds: 9 * 86_400 },
      { code: 'protected' },
    ]);
  });

  it('counts the rank within the page of 1,000', () => {
    const { changes } = explained(scene(numbered(1002), { nameRegex: 't0.*', keepN: 5 }), 1001);
    assert.deepEqual(changes, [{ code: 'deletePatternMatches' }, { code: 'keepNAtMost', keepN: 0 }]);
  });

  it('has nothing to say where the policy cannot run', () => {
    const { verdict, changes } = explained(scene([tag('a')], { nameRegex: '(' }), 0);
    assert.deepEqual([verdict.code, changes], ['undecided', []]);
  });

  it('is right: all changes together delete a kept tag, and each alone keeps a deleted one', () => {
    fc.assert(
      fc.property(anyCase, fc.boolean(), ({ tags, policy, protections, registry }, withLatest) => {
        const all = withLatest ? [...tags, tag('latest', 20)] : tags;
        const before: Scene = { tags: all, policy, protections, registry, now };
        all.forEach(({ name }, position) => {
          const { needed, changes } = explained(before, position);
          const isDeleted = (after: Scene): boolean => runOf(after).verdicts[position]?.code === 'deleted';
          if (needed === 'any') {
            for (const change of changes)
              assert.equal(isDeleted(apply(before, change, name)), false, `${name} ${change.code}`);
            return;
          }
          const after = changes.reduce((sum, change) => apply(sum, change, name), before);
          if (name !== 'latest') assert.ok(isDeleted(after), `${name} ${JSON.stringify(changes)}`);
        });
      }),
      { numRuns: 40 },
    );
  });
});
