import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { RuleDeletion, RuleDeletionNeeds } from '../../../../src/commands/deletion/deleteTagsByRule.ts';
import type { BulkGround } from '../../../../src/domain/deletion/bulkForecast.ts';
import { repositoryRow, targetsOf, testTag } from '../../../fakes/rows.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const names = ['mr-1', 'mr-2', 'main'];
const tags = names.map((name) =>
  testTag({ name, digest: `sha256:${'0'.repeat(64)}`, createdAt: '2026-01-01T00:00:00Z' }),
);
const ground: BulkGround = {
  tags,
  isComplete: true,
  registry: 'metadataDatabase',
  hasDates: true,
  protections: [],
};

interface Made {
  readonly sent: readonly unknown[];
  readonly saved: readonly (readonly string[])[];
  readonly byName: readonly (readonly string[])[];
  readonly settled: readonly (readonly string[])[];
  readonly discarded: number;
}

async function run(
  others: { readonly ground?: Partial<BulkGround>; readonly send?: RuleDeletion['send'] },
  ...answers: readonly Answer[]
): Promise<Made> {
  const { deleteTagsByRule } = await import('../../../../src/commands/deletion/deleteTagsByRule.ts');
  const made = {
    sent: [] as unknown[],
    saved: [] as string[][],
    byName: [] as string[][],
    settled: [] as (readonly string[])[],
    discarded: 0,
  };
  const rules: RuleDeletion = {
    prepare: () => Promise.resolve({ ...ground, ...others.ground }),
    save: (_, __, doomed) => {
      made.saved.push(doomed.map(({ name }) => name));
      return Promise.resolve({
        settle: (gone) => {
          made.settled.push(gone);
          return Promise.resolve([]);
        },
        discard: () => {
          made.discarded += 1;
          return Promise.resolve();
        },
      });
    },
    send: (...call) => {
      made.sent.push(call[2]);
      return others.send?.(...call) ?? Promise.resolve('taken');
    },
    follow: () =>
      Promise.resolve({
        end: 'done',
        gone: ['mr-1', 'mr-2'],
        stillThere: [],
        possibleGone: [],
        unexpectedlyGone: [],
        foretold: 2,
      } as never),
  };
  const needs = {
    rules,
    deletion: {
      run: (targets) => {
        made.byName.push(...targets.map(({ tags: doomed }) => doomed.map(({ name }) => name)));
        return Promise.resolve();
      },
    },
    history: {},
    now: () => now,
  } as RuleDeletionNeeds;
  person.will(...answers);
  await deleteTagsByRule(targetsOf(repositoryRow()), needs)();
  return made;
}

const rule = ['mr-.*', '', '', ''] as const;

describe('Deleting by a rule of GitLab', () => {
  it('is foretold, sent once and without undo where that was chosen', async () => {
    const { sent, saved } = await run({}, ...rule, 'Delete Without Undo');
    assert.deepEqual(sent, [{ nameRegexDelete: 'mr-.*' }]);
    assert.deepEqual(saved, []);
    const [question] = person.asked.filter(({ isModal }) => isModal);
    assert.match(question?.text ?? '', /delete 2 tags from acme\/shop\/web/);
    assert.match(question?.detail ?? '', /2 tags will be deleted: mr-1, mr-2\n1 tags are kept/);
  });

  it('saves the manifests of all that may go before it is sent', async () => {
    const { sent, saved, settled } = await run({}, ...rule, 'Save Manifests and Delete');
    assert.deepEqual([saved, sent.length, settled], [[['mr-1', 'mr-2']], 1, [['mr-1', 'mr-2']]]);
  });

  it('keeps nothing on record when GitLab did not take it', async () => {
    const refused = new Failure('rateLimited', 'once an hour', { code: 'oncePerHour' });
    const send = (): Promise<never> => Promise.reject(refused);
    await assert.rejects(run({ send }, ...rule, 'Save Manifests and Delete'), { reason: 'rateLimited' });
  });

  it('is sent with everything that was typed', async () => {
    const { sent } = await run({}, 'mr-.*', 'mr-2', '5', '90d', 'Delete Without Undo');
    assert.deepEqual(sent, []);
    assert.match(person.seen, /deletes none of the 3 tags\. Nothing was sent/);
    const all = await run({}, '.*', 'main', '1', '90d', 'Delete Without Undo');
    assert.deepEqual(all.sent, [
      { nameRegexDelete: '.*', nameRegexKeep: 'main', keepN: 1, olderThan: '90d' },
    ]);
  });

  it('hands the same tags to the deletion by name', async () => {
    const { sent, byName } = await run({}, ...rule, 'Delete by Name Instead…');
    assert.deepEqual([sent, byName], [[], [['mr-1', 'mr-2']]]);
  });

  const left: readonly (readonly [string, readonly Answer[]])[] = [
    ['the pattern', [undefined]],
    ['an empty pattern', ['']],
    ['an invalid pattern', ['(']],
    ['a look-ahead, which RE2 has not', ['(?!main).*']],
    ['what is kept', ['mr-.*', undefined]],
    ['how many are kept', ['mr-.*', '', undefined]],
    ['a number that is none', ['mr-.*', '', '-1']],
    ['an age that is none', ['mr-.*', '', '', 'soon']],
    ['the question', [...rule, undefined]],
  ];
  for (const [what, answers] of left)
    it(`sends nothing after ${what}`, async () => {
      assert.deepEqual((await run({}, ...answers)).sent, []);
    });

  it('sends nothing when nobody can tell what it would delete', async () => {
    for (const unknown of [{ isComplete: false }, { hasDates: false }]) {
      const { sent } = await run({ ground: unknown }, 'mr-.*', '', '1', '', 'Delete Without Undo');
      assert.deepEqual(sent, []);
      assert.match(person.seen, /unknown what this rule would delete\. Nothing was sent/);
    }
  });

  it('wants the number typed for more than twenty tags', async () => {
    const many = Array.from({ length: 21 }, (_, at) => testTag({ name: `mr-${at}` }));
    const send = [...rule, 'Delete Without Undo'] as const;
    assert.deepEqual((await run({ ground: { tags: many } }, ...send, 'delete 20 tags')).sent, []);
    assert.equal((await run({ ground: { tags: many } }, ...send, 'delete 21 tags')).sent.length, 1);
    assert.equal((await run({ ground: { tags: many.slice(1) } }, ...send)).sent.length, 1);
  });
});
