import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import type { ImageMover, MoveNeeds } from '../../../../src/commands/copies/moveImages.ts';
import type { CopyOutcome } from '../../../../src/domain/copies/copyOutcome.ts';
import type { CopyPlan, PlannedCopy } from '../../../../src/domain/copies/copyPlan.ts';
import type { DeletionTarget } from '../../../../src/domain/deletion/target.ts';
import { repositoryRow, targetsOf, testRepository } from '../../../fakes/rows.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;
const elsewhere = repositoryRow(testRepository('acme/store/web', { id: 9 }));

/** What stands under each name. */
type Standing = Readonly<Record<string, string>>;

const both: Standing = { a: digest, b: digest };

interface Made {
  readonly copied: readonly { readonly mayReplace: boolean }[];
  readonly deleted: readonly DeletionTarget[];
}

/** `after`: what stands there after the copy, by name; `results`: how the copies ended. */
async function run(
  { before = {}, after = both, results = ['restored', 'restored'] } = {},
  ...answers: readonly Answer[]
): Promise<Made> {
  const { moveImages } = await import('../../../../src/commands/copies/moveImages.ts');
  const copied: { mayReplace: boolean }[] = [];
  let deleted: readonly DeletionTarget[] = [];
  let there: Readonly<Record<string, string>> = before;
  const mover: ImageMover = {
    assertMayCopy: () => undefined,
    repositoriesOf: () => assert.fail('the row is a repository'),
    plan: (place) => {
      const tags = ['a', 'b'].map((name): PlannedCopy => {
        const has = there[name];
        return { name, as: name, digest, ...(has === undefined ? {} : { there: { digest: has } }) };
      });
      return Promise.resolve({ ...place, tags, isWhole: true } satisfies CopyPlan);
    },
    copy: (plan, { mayReplace }) => {
      copied.push({ mayReplace });
      there = after;
      const done = plan.tags.map((tag, at) => ({
        ...tag,
        result: results[at],
        attachments: { copied: 0, left: 0 },
      }));
      return Promise.resolve(done as unknown as readonly CopyOutcome[]);
    },
  };
  const needs: MoveNeeds = {
    mover,
    index: { images: () => Promise.resolve([elsewhere]) },
    deletion: {
      run: (targets) => {
        deleted = targets;
        return Promise.resolve();
      },
    },
  };
  person.will(...answers);
  await moveImages(targetsOf(repositoryRow()), needs)();
  return { copied, deleted };
}

describe('Moving images', () => {
  it('asks for deletion here only after every digest was read there', async () => {
    const { copied, deleted } = await run({}, 'acme/store', 'Copy 2 Tags');
    assert.deepEqual(copied, [{ mayReplace: false }]);
    assert.deepEqual(
      deleted.map(({ tags }) => tags.map(({ name }) => name)),
      [['a', 'b']],
    );
    assert.match(deleted[0]?.reasons?.get('a') ?? '', /acme\/store\/web:a with the same digest/);
  });

  it('deletes nothing when a tag there is another image after the copy', async () => {
    const { deleted } = await run({ after: { a: digest, b: other } }, 'acme/store', 'Copy 2 Tags');
    assert.deepEqual(deleted, []);
    assert.match(person.seen, /Nothing was deleted: 1 tags were pushed or moved meanwhile \(b\)/);
  });

  it('deletes nothing when a tag is not there after the copy', async () => {
    assert.deepEqual((await run({ after: { a: digest } }, 'acme/store', 'Copy 2 Tags')).deleted, []);
  });

  for (const result of ['failed', 'unclear', 'occupied', 'refused', 'contentGone', 'notTried'] as const)
    it(`deletes nothing when a copy was ${result}`, async () => {
      const { deleted } = await run(
        { results: ['restored', result] },
        'acme/store',
        'Copy 2 Tags',
        undefined,
      );
      assert.deepEqual(deleted, []);
      assert.match(person.seen, /Nothing was deleted\. Move again to continue/);
    });

  it('replaces what is there only when that was said', async () => {
    const { copied } = await run({ before: { a: other } }, 'acme/store', 'Replace the Tag', 'Copy 2 Tags');
    assert.deepEqual(copied, [{ mayReplace: true }]);
  });

  const left: readonly (readonly [string, readonly Answer[]])[] = [
    ['the project', [undefined]],
    ['the copy', ['acme/store', undefined]],
  ];
  for (const [what, answers] of left)
    it(`copies and deletes nothing when the question about ${what} is left`, async () => {
      assert.deepEqual(await run({}, ...answers), { copied: [], deleted: [] });
    });

  it('copies nothing when the question about replacing is left', async () => {
    const made = await run({ before: { a: other } }, 'acme/store', undefined);
    assert.deepEqual(made, { copied: [], deleted: [] });
  });
});
