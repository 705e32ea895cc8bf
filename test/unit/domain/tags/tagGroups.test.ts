import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Tag } from '../../../../src/domain/tag.ts';
import {
  groupsInFolder,
  groupTags,
  newestOf,
  type TagGroups,
} from '../../../../src/domain/tags/tagGroups.ts';

const tag = (name: string, publishedAt?: string): Tag => ({
  name,
  path: `g/p:${name}`,
  location: `r/g/p:${name}`,
  ...(publishedAt !== undefined && { publishedAt }),
});
const numbered = (prefix: string, count: number): readonly Tag[] =>
  Array.from({ length: count }, (_, at) => tag(`${prefix}${at}`));
const shape = ({ folders, tags }: TagGroups) => [
  ...folders.map(({ prefix, tags: inside }) => `${prefix} ${inside.length}`),
  ...tags.map(({ name }) => name),
];

describe('tags grouped by prefix', () => {
  it('are folders first, then what is alone, both in the order in which the tags came', () => {
    const tags = [...numbered('mr-', 6), tag('latest'), ...numbered('1.', 5), tag('main')];
    assert.deepEqual(shape(groupTags(tags)), ['mr- 6', '1. 5', 'latest', 'main']);
  });

  it('leave fewer than five outside, and names that end with their separator', () => {
    const tags = [...numbered('mr-', 4), tag('mr-'), ...numbered('v2.', 5)];
    assert.deepEqual(shape(groupTags(tags)), ['v2. 5', 'mr-0', 'mr-1', 'mr-2', 'mr-3', 'mr-']);
  });

  const prefixes = [
    ['merge requests', 'mr-', 'mr-'],
    ['branches with a commit', 'main-00', 'main-'],
    ['versions', 'v1.2.', 'v1.'],
    ['names with underscores', 'nightly_', 'nightly_'],
    ['letters before a number', 'build', 'build'],
    ['several separators', 'a--', 'a--'],
  ] as const;
  for (const [what, begin, prefix] of prefixes)
    it(`know the prefix of ${what}`, () =>
      assert.deepEqual(shape(groupTags([...numbered(begin, 9), tag('x')])), [`${prefix} 9`, 'x']));

  it('see no prefix in hexadecimal names of commits', () => {
    const commits = Array.from({ length: 50 }, (_, at) => tag(`a${(at * 7919 + 1).toString(16)}f`));
    assert.deepEqual(groupTags(commits).folders, []);
  });

  it('leave out a folder that would hold everything', () => {
    assert.deepEqual(shape(groupTags(numbered('mr-', 5))), ['mr-0', 'mr-1', 'mr-2', 'mr-3', 'mr-4']);
    const tags = [...numbered('release-1.', 6), ...numbered('release-2.', 6)];
    assert.deepEqual(shape(groupTags(tags)), ['release-1. 6', 'release-2. 6']);
  });

  it('have folders inside large ones only, three deep at most', () => {
    const [small] = groupTags([...numbered('a-x-', 50), ...numbered('a-y-', 50), tag('b')]).folders;
    assert.ok(small);
    assert.deepEqual(groupsInFolder(small).folders, []);
    const deep = ['a-a-a-a-', 'a-a-a-b-', 'a-a-b-', 'a-b-'].flatMap((prefix) => numbered(prefix, 120));
    let folder = groupTags([...deep, tag('b')]).folders[0];
    const seen: string[] = [];
    while (folder !== undefined) {
      seen.push(folder.prefix);
      folder = groupsInFolder(folder).folders[0];
    }
    assert.deepEqual(seen, ['a-', 'a-a-', 'a-a-a-']);
  });

  it('open a hundred thousand of the usual names as a few dozen rows', () => {
    const tags = Array.from({ length: 100_000 }, (_, at) =>
      tag(
        [`${Math.floor(at / 3000)}.${at % 100}.${at % 30}`, `mr-${at}`, `main-${at.toString(16)}`][at % 3] ??
          '',
      ),
    );
    const { folders, tags: alone } = groupTags(tags);
    assert.ok(folders.length + alone.length <= 40, String(folders.length + alone.length));
  });

  it('lose no tag and show none twice, whatever the names', () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\w[-.\w]{0,6}$/), { maxLength: 60 }), (names) => {
        const unique = [...new Set(names)].map((name) => tag(name));
        const flat = ({ folders, tags }: TagGroups): readonly string[] => [
          ...folders.flatMap((folder) => flat(groupsInFolder(folder))),
          ...tags.map(({ name }) => name),
        ];
        assert.deepEqual([...flat(groupTags(unique))].sort(), unique.map(({ name }) => name).sort());
      }),
    ));

  it('know their newest date, in whatever zone it is written', () => {
    const dates = ['2026-03-01T09:00:00+09:00', '2026-03-01T01:00:00Z', undefined];
    assert.equal(newestOf(dates.map((date, at) => tag(`t${at}`, date))), '2026-03-01T01:00:00Z');
    assert.equal(newestOf([tag('x')]), undefined);
  });
});
