import '../../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { ImageCopier } from '../../../../src/commands/copies/copyImages.ts';
import type { CopyOutcome } from '../../../../src/domain/copies/copyOutcome.ts';
import type { CopyPlan } from '../../../../src/domain/copies/copyPlan.ts';
import { repositoryRow, tagRow, targetsOf, testRepository } from '../../../fakes/rows.ts';
import { person, type Answer } from '../../../fakes/vscode/person.ts';

const [mine, theirs] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const target = repositoryRow(testRepository('acme/shop/api', { id: 8 }));

interface Run {
  readonly planned: readonly unknown[];
  readonly copied: readonly { readonly tags: readonly string[]; readonly mayReplace: boolean }[];
}

async function run(
  names: readonly string[],
  taken: readonly string[],
  ...answers: readonly Answer[]
): Promise<Run> {
  const { copyImages } = await import('../../../../src/commands/copies/copyImages.ts');
  const [planned, copied]: [unknown[], { tags: string[]; mayReplace: boolean }[]] = [[], []];
  const copier: ImageCopier = {
    assertMayCopy: () => undefined,
    plan: (place, tags = []) => {
      planned.push([place.host, place.from, place.to, tags.map(({ name, as }) => `${name}>${as}`)]);
      const plan = tags.map(({ name, as }) => ({
        name,
        as,
        digest: mine,
        ...(taken.includes(as) ? { there: { digest: theirs } } : {}),
      }));
      return Promise.resolve({
        ...place,
        isWhole: false,
        tags: plan,
      } as CopyPlan);
    },
    copy: (plan, { mayReplace }) => {
      copied.push({ tags: plan.tags.map(({ as }) => as), mayReplace });
      const done = plan.tags.map((tag) => ({
        ...tag,
        result: 'restored',
        attachments: { copied: 0, left: 0 },
      }));
      return Promise.resolve(done as unknown as readonly CopyOutcome[]);
    },
  };
  person.will(...answers);
  const rows = names.map((name) => tagRow({ name, digest: mine }));
  await copyImages(targetsOf(...rows), copier, { images: () => Promise.resolve([target]) })();
  return { planned, copied };
}

describe('Copying tags', () => {
  it('asks where to and under which name, and copies', async () => {
    const { planned, copied } = await run(['1.0'], [], 'acme/shop/api', 'stable');
    assert.deepEqual(planned, [['registry.example.com', 'acme/shop/web', 'acme/shop/api', ['1.0>stable']]]);
    assert.deepEqual(copied, [{ tags: ['stable'], mayReplace: false }]);
    assert.match(person.seen, /The image is in “acme\/shop\/api” with the tag “stable”/);
  });

  it('keeps the names of several', async () => {
    const { copied } = await run(['1', '2'], [], 'acme/shop/api');
    assert.deepEqual(copied, [{ tags: ['1', '2'], mayReplace: false }]);
  });

  it('replaces another image only when that was said, after both digests were shown', async () => {
    const { copied } = await run(['1', '2'], ['2'], 'acme/shop/api', 'Replace the Tag');
    assert.deepEqual(copied, [{ tags: ['1', '2'], mayReplace: true }]);
    const [question] = person.asked.filter(({ isModal }) => isModal);
    assert.ok(question?.detail?.includes(mine) === true && question.detail.includes(theirs));
  });

  it('copies the others when theirs is to stay', async () => {
    const { copied } = await run(['1', '2'], ['2'], 'acme/shop/api', 'Copy Only the Others');
    assert.deepEqual(copied, [{ tags: ['1'], mayReplace: false }]);
  });

  it('offers no rest where every name is taken', async () => {
    await run(['1', '2'], ['1', '2'], 'acme/shop/api', undefined);
    const [question] = person.asked.filter(({ isModal }) => isModal);
    assert.deepEqual(question?.choices, ['Replace 2 Tags']);
  });

  const leaving: readonly (readonly [string, readonly Answer[]])[] = [
    ['the repository', [undefined]],
    ['the name', ['acme/shop/api', undefined]],
    ['a name that is none', ['acme/shop/api', 'no spaces']],
  ];
  for (const [what, answers] of leaving)
    it(`copies nothing without an answer to ${what}`, async () => {
      assert.deepEqual((await run(['1.0'], [], ...answers)).copied, []);
    });

  it('copies nothing when the question about replacing is left', async () => {
    assert.deepEqual((await run(['1'], ['1'], 'acme/shop/api', '1', undefined)).copied, []);
  });

  it('is about one repository at a time', async () => {
    const { copyImages } = await import('../../../../src/commands/copies/copyImages.ts');
    person.will();
    const rows = [tagRow({ name: 'a' }), tagRow({ name: 'b' }, target)];
    const copier = { assertMayCopy: () => assert.fail('nothing is to be copied') } as unknown as ImageCopier;
    await copyImages(targetsOf(...rows), copier, { images: () => Promise.resolve([]) })();
    assert.match(person.seen, /Select tags of one repository/);
  });

  it('asks nothing where nothing may be written', async () => {
    const { copyImages } = await import('../../../../src/commands/copies/copyImages.ts');
    person.will('acme/shop/api');
    const copier = {
      assertMayCopy: () => {
        throw new Failure('denied', 'read only', { code: 'readOnly' });
      },
    } as unknown as ImageCopier;
    const command = copyImages(targetsOf(tagRow({ name: 'a' })), copier, {
      images: () => Promise.resolve([]),
    });
    await assert.rejects(command(), { reason: 'denied' });
    assert.deepEqual(person.asked, []);
  });
});
