import assert from 'node:assert/strict';
import { gateProblems, writeGates } from '../../scripts/writeGates.ts';

describe('the rules about writes', () => {
  // What stood in the product before, and what another mistake of its kind would look like.
  const broken: readonly (readonly [file: string, line: string])[] = [
    ['src/catalog/copies/copyImage.ts', 'await registry.putManifest(path, name, own);'],
    ['src/commands/deletion/deleteTags.ts', 'await gitlab.deleteTags(id, names);'],
    ['src/catalog/cleanup/policies.ts', "await gitlab.deleteTag(project, id, 'a');"],
    ['src/panels/images/handlers.ts', 'await gitlab.deleteRepository(project, id);'],
    ['src/commands/deletion/deleteTagsByRule.ts', 'gitlab.deleteTagsByRule(project, id, rule)'],
    ['src/catalog/deletion/settleByState.ts', "  'connectionRefused',"],
    ['src/catalog/deletion/tagStates.ts', "if ((page.items.at(-1)?.name ?? '') >= last) break;"],
    ['src/catalog/deletion/tagStates.ts', 'if (item.name > latest) latest = item.name;'],
    ['src/wiring/openCopies.ts', 'if (parts.isReadOnly()) throw readOnlyFailure();'],
  ];
  for (const [file, line] of broken)
    it(`find in ${file}: ${line}`, () => {
      const [problem] = gateProblems(file, `first\n${line}`);
      assert.ok(problem?.startsWith(`${file}:2: `), problem);
    });

  it('let the files do it that do it rightly', () => {
    for (const { only, pattern } of writeGates)
      for (const file of only) assert.deepEqual(gateProblems(file, 'nothing'), [], String(pattern));
    assert.deepEqual(gateProblems('src/catalog/deletion/putTag.ts', 'registry.putManifest(a, b, c)'), []);
  });
});
