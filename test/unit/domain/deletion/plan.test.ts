import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type FileMention,
  planDeletion,
  type DeletionRule,
  type RepositoryKnowledge,
} from '../../../../src/domain/deletion/plan.ts';
import type { Descriptor, Manifest } from '../../../../src/domain/manifest.ts';
import type { Role } from '../../../../src/domain/access/role.ts';
import type { Tag } from '../../../../src/domain/tag.ts';

const tag = (name: string, digest?: string, publishedAt?: string): Tag => ({
  name,
  path: `a/b:${name}`,
  location: `r/a/b:${name}`,
  ...(digest === undefined ? {} : { digest }),
  ...(publishedAt === undefined ? {} : { publishedAt }),
});
const part = (digest: string, sizeBytes: number): Descriptor => ({
  mediaType: 'm',
  digest,
  sizeBytes,
  annotations: {},
});
const image = (config: string, ...layers: readonly (readonly [string, number])[]): Manifest => ({
  kind: 'image',
  mediaType: 'm',
  config: part(config, 1),
  layers: layers.map(([digest, size]) => part(digest, size)),
  annotations: {},
});
const index = (...children: readonly string[]): Manifest => ({
  kind: 'index',
  mediaType: 'm',
  manifests: children.map((digest) => part(digest, 0)),
  annotations: {},
});
const known = (
  names: readonly string[],
  tags: readonly Tag[],
  more: Partial<RepositoryKnowledge> = {},
): RepositoryKnowledge => ({
  names,
  seenDigests: new Map(),
  tags,
  isComplete: true,
  rules: [],
  manifests: new Map(),
  canKeep: true,
  ...more,
});

describe('the plan of a deletion', () => {
  it('names what is on the same image and stays', () => {
    const tags = [tag('1.0', 'd1'), tag('stable', 'd1'), tag('latest', 'd1'), tag('2.0', 'd2')];
    const plan = planDeletion(known(['1.0', 'latest'], tags));
    assert.deepEqual(
      plan.tags.map(({ siblings }) => siblings),
      [['stable'], ['stable']],
    );
    assert.deepEqual(
      plan.tags.map(({ isLatest }) => isLatest),
      [false, true],
    );
  });

  it('claims nothing of siblings where the list is not whole or the digest is unknown', () => {
    const tags = [tag('1.0', 'd1'), tag('2.0')];
    assert.equal(planDeletion(known(['1.0'], tags, { isComplete: false })).tags[0]?.siblings, undefined);
    assert.equal(planDeletion(known(['2.0'], tags)).tags[0]?.siblings, undefined);
  });

  // Source: GitLab `ContainerRegistry::Protection::TagRule`: RE2, found anywhere in the name.
  it('names the rules that forbid deleting, and only those', () => {
    const rule = (pattern: string, level?: string, isImmutable = false): DeletionRule => ({
      pattern,
      isImmutable,
      ...(level === undefined ? {} : { minimumAccessLevelForDelete: level }),
    });
    const rules = [rule('1', 'OWNER'), rule('^2', undefined, true), rule('2$'), rule('(?=x)', 'OWNER')];
    const plan = planDeletion(known(['v1', '2.0', '3'], [], { rules }));
    assert.deepEqual(
      plan.tags.map((one) => one.rules),
      [[rules[0]], [rules[1]], []],
    );
    assert.equal(planDeletion(known(['v1'], [], { rules: undefined })).areRulesKnown, false);
  });

  // Source: GitLab docs "Protected container tags": the minimum role, or a higher one; immutable tags hold everybody.
  it('names no rule that does not hold the person’s own role', () => {
    const rule = (minimumAccessLevelForDelete: string): DeletionRule => ({
      pattern: 'v',
      isImmutable: false,
      minimumAccessLevelForDelete,
    });
    const immutable: DeletionRule = { pattern: 'v', isImmutable: true };
    const rules = [rule('MAINTAINER'), rule('OWNER'), rule('ADMIN'), immutable];
    const held = (role?: Role) => {
      const [one] = planDeletion(known(['v1'], [], { rules, ...(role && { role }) })).tags;
      return one?.rules.map(({ minimumAccessLevelForDelete: level = 'all' }) => level);
    };
    assert.deepEqual(held('DEVELOPER'), ['MAINTAINER', 'OWNER', 'ADMIN', 'all']);
    assert.deepEqual(held('MAINTAINER'), ['OWNER', 'ADMIN', 'all']);
    assert.deepEqual(held('OWNER'), ['ADMIN', 'all']);
    assert.deepEqual(held(), ['MAINTAINER', 'OWNER', 'ADMIN', 'all']);
  });

  it('lets listed sizes stand in for manifests that were not read, each image once, as an upper bound', () => {
    const sized = (name: string, digest: string, sizeBytes?: number): Tag => ({
      ...tag(name, digest),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    });
    const tags = [sized('a', 'd1', 70), sized('b', 'd1', 70), sized('c', 'd2', 30), sized('d', 'd3', 5)];
    const stays = [sized('e', 'd2', 30), sized('f', 'd4')];
    const plan = planDeletion(known(['a', 'b', 'c', 'd'], [...tags, ...stays]));
    assert.deepEqual([plan.unreferencedBytes, plan.isUpperBound], [75, true]);
    assert.equal(planDeletion(known(['a', 'f'], [...tags, ...stays])).unreferencedBytes, undefined);
    const gone = planDeletion(known(['a', 'b', 'x'], [...tags, ...stays]));
    assert.deepEqual([gone.unreferencedBytes, gone.tags[2]?.change], [70, 'gone']);
  });

  it('tells the newest of its kind, where dates say so', () => {
    const tags = [
      tag('main-a', 'd', '2026-01-01T00:00:00Z'),
      tag('main-b', 'd', '2026-01-02T00:00:00Z'),
      tag('1.0', 'd', '2026-01-03T00:00:00Z'),
      tag('1.1', 'd', '2026-01-03T00:00:00Z'),
      tag('mr-1', 'd', '2026-01-03T00:00:00Z'),
      tag('latest', 'd', '2026-01-04T00:00:00Z'),
    ];
    const names = tags.map(({ name }) => name);
    const newest = planDeletion(known(names, tags)).tags.map(({ newestOf }) => newestOf);
    assert.deepEqual(newest, [undefined, 'main', undefined, undefined, undefined, undefined]);
  });

  it('says what is gone and what has moved since the list was shown', () => {
    const seenDigests = new Map([
      ['1.0', 'old'],
      ['2.0', 'd2'],
      ['3.0', 'd3'],
    ]);
    const tags = [tag('1.0', 'd1'), tag('2.0', 'd2')];
    const plan = planDeletion(known(['1.0', '2.0', '3.0'], tags, { seenDigests }));
    assert.deepEqual(
      plan.tags.map(({ change }) => change),
      ['moved', undefined, 'gone'],
    );
  });

  it('finds mentions by tag and by digest', () => {
    const mentions: readonly FileMention[] = [
      { file: 'a', line: 1, tag: '1.0', foundBy: 'grammar' },
      { file: 'b', line: 2, digest: 'd1', foundBy: 'grammar' },
      { file: 'c', line: 3, tag: '2.0', foundBy: 'text' },
      { file: 'd', line: 4, isTagUnknown: true, foundBy: 'grammar' },
    ];
    const plan = planDeletion(known(['1.0'], [tag('1.0', 'd1')]), mentions);
    assert.deepEqual(
      plan.tags[0]?.mentions.map(({ file }) => file),
      ['a', 'b'],
    );
    assert.deepEqual(
      plan.unknownMentions.map(({ file }) => file),
      ['d'],
    );
  });

  it('counts each blob once, and none that an image that stays needs', () => {
    const manifests = new Map([
      ['d1', image('c1', ['base', 100], ['l1', 10])],
      ['d2', image('c2', ['base', 100], ['l2', 20])],
      ['d3', image('c3', ['shared', 1000], ['l2', 20])],
    ]);
    const tags = [tag('1', 'd1'), tag('1-too', 'd1'), tag('2', 'd2'), tag('3', 'd3')];
    const bytes = (...names: readonly string[]) =>
      planDeletion(known(names, tags, { manifests })).unreferencedBytes;
    assert.equal(bytes('1'), 0);
    assert.equal(bytes('1', '1-too'), 11);
    assert.equal(bytes('1', '1-too', '2'), 112);
    assert.equal(bytes('1', '1-too', '2', '3'), 1133);
    const partly = planDeletion(known(['2'], tags, { manifests: new Map([...manifests].slice(0, 2)) }));
    assert.deepEqual([partly.unreferencedBytes, partly.isUpperBound], [21, true]);
    assert.equal(planDeletion(known(['2'], tags)).unreferencedBytes, undefined);
  });

  it('finds the platforms that no tag leads to afterwards', () => {
    const manifests = new Map([
      ['i1', index('p1', 'p2')],
      ['i2', index('p2', 'p3')],
      ['p1', image('c1')],
      ['p2', image('c2')],
      ['p3', image('c3')],
    ]);
    const tags = [tag('1', 'i1'), tag('2', 'i2'), tag('amd64', 'p3')];
    const orphans = (...names: readonly string[]) => planDeletion(known(names, tags, { manifests })).orphans;
    assert.deepEqual(orphans('1'), ['p1']);
    assert.deepEqual([...orphans('1', '2')].sort(), ['p1', 'p2']);
    assert.deepEqual(orphans('amd64'), []);
  });

  it('never promises siblings that go, nor bytes that a staying image needs, whatever is selected', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const world = fc.record({
      digests: fc.array(fc.constantFrom('d0', 'd1', 'd2', 'd3'), { minLength: 6, maxLength: 6 }),
      layers: fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { minLength: 4, maxLength: 4 }),
      selected: fc.subarray(names, { minLength: 1 }),
    });
    fc.assert(
      fc.property(world, ({ digests, layers, selected }) => {
        const tags = names.map((name, at) => tag(name, digests[at]));
        const blobsOf = (digest: string) => [
          `config of ${digest}`,
          ...(layers[Number(digest[1])] ?? []).map((at) => `l${at}`),
        ];
        const sizeOf = (blob: string) => (blob.startsWith('l') ? 2 ** Number(blob[1]) * 10 : 1);
        const manifests = new Map(
          ['d0', 'd1', 'd2', 'd3'].map((digest) => {
            const [config = '', ...rest] = blobsOf(digest);
            return [digest, image(config, ...rest.map((blob) => [blob, sizeOf(blob)] as const))];
          }),
        );
        const plan = planDeletion(known(selected, tags, { manifests }));
        const staying = tags.filter(({ name }) => !selected.includes(name));
        for (const one of plan.tags)
          assert.deepEqual(
            one.siblings,
            staying.filter(({ digest }) => digest === one.digest).map(({ name }) => name),
          );
        const needed = new Set(staying.flatMap(({ digest = '' }) => blobsOf(digest)));
        const lost = new Set(
          tags.filter(({ name }) => selected.includes(name)).flatMap(({ digest = '' }) => blobsOf(digest)),
        );
        const freed = [...lost]
          .filter((blob) => !needed.has(blob))
          .reduce((sum, blob) => sum + sizeOf(blob), 0);
        assert.equal(plan.unreferencedBytes, freed);
        assert.equal(plan.isUpperBound, false);
      }),
    );
  });

  it('ends for a thousand of ten thousand tags', () => {
    const tags = Array.from({ length: 10_000 }, (_, at) =>
      tag(`t-${at}`, `d${at % 7000}`, new Date(at * 1e6).toISOString()),
    );
    const plan = planDeletion(
      known(
        tags.slice(0, 1000).map(({ name }) => name),
        tags,
      ),
    );
    assert.equal(plan.tags.length, 1000);
  });
});
