// The journal after the program was killed in the middle of a deletion.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isRestorable } from '../../../src/domain/deletion/journalEntry.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { clientsOf, manyPath, plantMany } from './deletionBox.ts';
import { deletionsOf, folderForEach, journalIn, unwatched } from '../../fakes/journal.ts';

describe('a deletion that is killed', function () {
  this.timeout(120_000);
  const folder = folderForEach();
  let box: Box;
  let child: ChildProcess;
  before(async () => (box = await startBox({ seed: plantMany(3) })));
  after(() => box.close());
  afterEach(() => {
    box.knobs.faults = [];
    box.log.clear();
    child.kill('SIGKILL');
  });

  const start = (stopAt: 'journal' | 'answer'): ChildProcess => {
    const script = fileURLToPath(new URL('./killedDeletion.ts', import.meta.url));
    const args = ['--import', 'tsx', script, box.url, box.registryHost, folder(), stopAt];
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const open = () => deletionsOf(box, clientsOf(box), journalIn(folder()));
  const isThere = async (): Promise<boolean> => (await box.backend.tagNames(manyPath)).includes('t0002');

  it('between journal and DELETE has the tag in both places', async () => {
    child = start('journal');
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    await kill();
    assert.ok(await isThere());
    const [entry] = await open().entries();
    assert.ok(entry !== undefined && isRestorable(entry));
    assert.deepEqual([entry.name, entry.result], ['t0002', 'unclear']);
    const [restoration] = await open().restore([entry], unwatched());
    assert.equal(restoration?.result, 'alreadyThere');
  });

  it('between DELETE and answer has it in the journal, and puts it back', async () => {
    const act = { kind: 'silence', when: 'after' } as const;
    const when = (): boolean => box.log.entries.filter(({ path }) => path.includes('graphql')).length > 1;
    box.knobs.faults = [{ act, path: /graphql/, when }];
    child = start('answer');
    while (await isThere()) await new Promise((resolve) => setImmediate(resolve));
    await kill();
    const [entry] = await open().entries();
    assert.ok(entry !== undefined && isRestorable(entry));
    assert.deepEqual([entry.name, entry.result], ['t0002', 'unclear']);
    const [restoration] = await open().restore([entry], unwatched());
    assert.equal(restoration?.result, 'restored');
    assert.ok(await isThere());
  });
});
