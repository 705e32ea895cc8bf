import assert from 'node:assert/strict';
import {
  isSameRule,
  ruleProblems,
  type ProtectionRule,
  type RuleKind,
  type WantedRule,
} from '../../../../src/domain/access/rule.ts';

const both = { minimumAccessLevelForPush: 'MAINTAINER', minimumAccessLevelForDelete: 'OWNER' } as const;
const existing = (pattern: string): ProtectionRule => ({ id: 1, pattern, isImmutable: false, ...both });

describe('ruleProblems', () => {
  const problems = (kind: RuleKind, wanted: WantedRule, others: readonly ProtectionRule[] = []) =>
    ruleProblems(kind, wanted, { projectPath: 'Acme/Shop', others }).map(({ code }) => code);

  // gl: app/models/container_registry/protection/tag_rule.rb.
  it('asks a tag rule for both levels and a pattern of 100 characters, five times a project', () => {
    assert.deepEqual(problems('tag', { pattern: 'v.*', ...both }), []);
    assert.deepEqual(problems('tag', { pattern: 'x'.repeat(100), ...both }), []);
    assert.deepEqual(problems('tag', { pattern: 'x'.repeat(101), ...both }), ['patternTooLong']);
    assert.deepEqual(problems('tag', { pattern: ' ', ...both }), ['patternMissing']);
    assert.deepEqual(problems('tag', { pattern: 'v', minimumAccessLevelForPush: 'OWNER' }), [
      'bothLevelsNeeded',
    ]);
    assert.deepEqual(problems('tag', { pattern: 'v', ...both }, [existing('v')]), ['patternTaken']);
    const five = ['a', 'b', 'c', 'd', 'e'].map(existing);
    assert.deepEqual(problems('tag', { pattern: 'v', ...both }, five), ['tooManyRules']);
  });

  // gl: app/models/container_registry/protection/rule.rb.
  it('asks a repository rule for one level and a path below the project of 255 characters', () => {
    const one = { minimumAccessLevelForDelete: 'ADMIN' } as const;
    assert.deepEqual(problems('repository', { pattern: 'acme/shop/w*', ...one }), []);
    assert.deepEqual(problems('repository', { pattern: 'ACME/shop*', ...one }), []);
    assert.deepEqual(problems('repository', { pattern: 'acme/other/*', ...one }), ['otherProject']);
    assert.deepEqual(problems('repository', { pattern: 'acme/shop/w+', ...one }), ['notAPath']);
    assert.deepEqual(problems('repository', { pattern: `acme/shop/${'x'.repeat(246)}`, ...one }), [
      'patternTooLong',
    ]);
    assert.deepEqual(problems('repository', { pattern: 'acme/shop/w' }), ['oneLevelNeeded']);
  });
});

describe('isSameRule', () => {
  it('compares what a rule asks for, not its number', () => {
    assert.ok(isSameRule(existing('v'), { pattern: 'v', ...both }));
    assert.ok(!isSameRule(existing('v'), { pattern: 'v', minimumAccessLevelForPush: 'MAINTAINER' }));
    assert.ok(!isSameRule(existing('v'), existing('w')));
  });
});
