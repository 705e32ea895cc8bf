import assert from 'node:assert/strict';
import type { FileNode } from '../../../../src/domain/files/mergedFiles.ts';
import { nodeAt, shownChildren, shownName } from '../../../../src/ui/files/shownNames.ts';

const file = (name: string): FileNode => ({
  name,
  kind: 'file',
  layer: 0,
  entry: undefined,
  source: undefined,
  children: undefined,
});
const folder = (...children: readonly FileNode[]): FileNode => ({
  ...file('folder'),
  kind: 'directory',
  children: new Map(children.map((child) => [child.name, child])),
});

describe('Names of files as they are shown', () => {
  for (const [name, shown] of [
    ['motd', 'motd'],
    ['ünïcode 😀', 'ünïcode 😀'],
    ['caf\udce9', 'caf\\xe9'],
    ['a\nb\u202ec', 'a\\x0ab\\u202ec'],
    ['back\\slash', 'back\\x5cslash'],
  ] as const)
    it(`are ${shown}`, () => assert.equal(shownName(name), shown));

  it('are different for each file of a folder, and lead back to it', () => {
    const [one, two] = [file('a\n'), file('a\\x0a')];
    const root = folder(one, two, file('plain'));
    assert.deepEqual([...shownChildren(root).keys()], ['a\\x0a', 'a\\x5cx0a', 'plain']);
    for (const [name, node] of shownChildren(root)) assert.equal(nodeAt(root, [name]), node);
    assert.equal(nodeAt(root, ['gone']), undefined);
  });
});
