import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../../src/base/failure.ts';
import { journalFilesIn } from '../../../../src/catalog/journal/journalFiles.ts';
import { isRestorable } from '../../../../src/domain/deletion/journalEntry.ts';
import { folderForEach, journalIn } from '../../../fakes/journal.ts';

const place = {
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  repositoryId: 7,
  host: 'registry.example.com',
  path: 'a/b',
};
/** The digest of the text of which a test speaks by a short name. */
const digestOf = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const tag = (name: string, text: string, ...children: readonly string[]) => ({
  ...place,
  name,
  digest: digestOf(text),
  children: children.map(digestOf),
});
const manifest = (text: string) => ({ digest: digestOf(text), mediaType: 'm', text });

describe('the journal of deletions', () => {
  const folder = folderForEach();
  const namesOf = async (): Promise<readonly string[]> =>
    (await journalIn(folder()).entries()).map(({ name }) => name);

  it('is empty where nothing was deleted', async () => {
    assert.deepEqual(await namesOf(), []);
  });

  it('knows what was deleted, the newest first, with its bytes in the order of putting them back', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const journal = journalIn(folder(), { now: () => (now += 1000) });
    const [one] = await journal.intend([tag('one', 'd1', 'd2')], [manifest('d2'), manifest('d1')]);
    const [two] = await journal.intend([tag('two', 'd1', 'd2')], [manifest('d2'), manifest('d1')]);
    assert.ok(one && two);
    await journal.settle([{ id: one.id, result: 'deleted' }]);
    const entries = await journal.entries();
    assert.deepEqual(
      entries.map(({ name, result }) => [name, result]),
      [
        ['two', 'unclear'],
        ['one', 'deleted'],
      ],
    );
    assert.deepEqual(
      entries.map(({ manifests }) => manifests?.map(({ digest }) => digest)),
      [['d2', 'd1'].map(digestOf), ['d2', 'd1'].map(digestOf)],
    );
    await journal.restored([one.id]);
    assert.deepEqual((await journal.entries()).map(isRestorable), [true, false]);
  });

  it('cannot restore what it has not all bytes of', async () => {
    await journalIn(folder()).intend([tag('one', 'd1', 'd2')], [manifest('d1')]);
    assert.deepEqual((await journalIn(folder()).entries()).map(isRestorable), [false]);
  });

  it('loses nothing but a line that a crash has torn', async () => {
    const journal = journalIn(folder());
    await journal.intend([tag('one', 'd1')], [manifest('d1')]);
    const [file = ''] = await readdir(folder());
    await appendFile(join(folder(), file), '\n{"kind":"intent","id":"x","na');
    await journal.intend([tag('two', 'd1')], []);
    await appendFile(join(folder(), file), '{"kind":"intent"}\nnull\n');
    assert.deepEqual([...(await namesOf())].sort(), ['one', 'two']);
  });

  it('is written by several windows at once without harm', async () => {
    const windows = [0, 1, 2].map((index) =>
      journalIn(folder(), { newId: () => `${index}-${Math.random()}` }),
    );
    await Promise.all(
      windows.flatMap((journal, at) =>
        Array.from({ length: 20 }, (_, index) =>
          journal.intend([tag(`${at}-${index}`, 'd1')], [manifest('d1')]),
        ),
      ),
    );
    const entries = await journalIn(folder()).entries();
    assert.equal(entries.length, 60);
    assert.ok(entries.every(isRestorable));
  });

  it('throws the oldest files away when all are too large together', async () => {
    // Hours later than the files were written.
    let now = Date.now() + 7_200_000;
    const options = { mostBytes: 20_000, fileBytes: 2000, now: () => (now += 1000) };
    const journal = journalIn(folder(), options);
    for (let at = 0; at < 40; at += 1) {
      const text = `d${at}${'x'.repeat(1500)}`;
      await journal.intend([tag(`t${at}`, text)], [manifest(text)]);
    }
    const sizes = await Promise.all(
      (await readdir(folder())).map(async (name) => (await stat(join(folder(), name))).size),
    );
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 25_000);
    const entries = await journal.entries();
    assert.equal(entries[0]?.name, 't39');
    assert.ok(entries.length > 5 && entries.every(isRestorable));
  });

  it('drops entries for ever, and their bytes with the files that nothing else is in', async () => {
    let now = Date.now();
    const journal = journalIn(folder(), { now: () => (now += 1000), fileBytes: 1 });
    const intended = [];
    for (const name of ['one', 'two', 'three'])
      intended.push(...(await journal.intend([tag(name, `d-${name}`)], [manifest(`d-${name}`)])));
    now += 120_000;
    const [one, two] = intended;
    assert.ok(one && two);
    await journal.forget([one.id]);
    assert.deepEqual(await namesOf(), ['three', 'two']);
    assert.equal((await readdir(folder())).length, 2);
    await journal.forget([two.id]);
    assert.deepEqual(await namesOf(), ['three']);
    assert.equal((await readdir(folder())).length, 1);
    const { bytes, mostBytes } = await journal.usage();
    assert.ok(bytes > 0 && bytes < mostBytes);
  });

  it('leaves the file alone that another window has just written, and drops the entries all the same', async () => {
    const other = journalIn(folder());
    const [one] = await other.intend([tag('one', 'd1')], [manifest('d1')]);
    assert.ok(one);
    await journalIn(folder()).forget([one.id]);
    assert.deepEqual(await namesOf(), []);
    await other.intend([tag('two', 'd1')], [manifest('d1')]);
    assert.deepEqual((await journalIn(folder()).entries()).map(isRestorable), [true]);
  });

  it('writes manifests again when somebody has thrown away the file that had them', async () => {
    const journal = journalIn(folder());
    await journal.intend([tag('one', 'd1')], [manifest('d1')]);
    for (const file of await readdir(folder())) await rm(join(folder(), file));
    await journal.intend([tag('two', 'd1')], [manifest('d1')]);
    assert.deepEqual((await journal.entries()).map(isRestorable), [true]);
  });

  it('says that it could not be written', async () => {
    const failing = () => Promise.reject(new Error('disk full'));
    const files = { append: failing, list: () => Promise.resolve([]), read: failing, remove: failing };
    await assert.rejects(journalIn(folder(), { files }).intend([tag('one', 'd1')], []), /disk full/);
  });

  it('takes no manifest that is not what its digest stands for', async () => {
    const other = { ...manifest('d1'), text: 'another image' };
    await assert.rejects(journalIn(folder()).intend([tag('one', 'd1')], [other]), Failure);
    assert.deepEqual(await namesOf(), []);
  });

  it('restores nothing of a line that was damaged on the disk', async () => {
    const text = '{"config":{"digest":"sha256:1"}}';
    await journalIn(folder()).intend([tag('one', text), tag('two', 'd2')], [manifest(text), manifest('d2')]);
    const [file = ''] = await readdir(folder());
    const path = join(folder(), file);
    await writeFile(path, (await readFile(path, 'utf8')).replace('sha256:1\\"', 'sha256:2\\"'));
    const entries = await journalIn(folder()).entries();
    const restorable = entries.filter(isRestorable).map(({ name }) => name);
    assert.deepEqual([entries.length, restorable], [2, ['two']]);
  });

  it('is an error where it cannot be read, and not empty', async () => {
    const path = join(folder(), 'a file');
    await writeFile(path, '');
    await assert.rejects(
      journalIn(path).entries(),
      (error) => Failure.is(error) && error.details.code === 'journalUnreadable',
    );
    await mkdir(join(folder(), 'x.jsonl'));
    await assert.rejects(
      journalIn(folder()).entries(),
      (error) => Failure.is(error) && error.details.code === 'journalUnreadable',
    );
  });

  it('does not miss a file that another window throws away while it reads', async () => {
    await journalIn(folder()).intend([tag('one', 'd1')], [manifest('d1')]);
    const real = journalFilesIn(folder());
    const ghost = { name: 'gone.jsonl', sizeBytes: 1, changedAt: 0 };
    const files = { ...real, list: async () => [ghost, ...(await real.list())] };
    assert.deepEqual(
      (await journalIn(folder(), { files }).entries()).map(({ name }) => name),
      ['one'],
    );
  });

  it('throws away nothing that another window has just written when it is full', async () => {
    const full = { fileBytes: 1, mostBytes: 1 };
    const [mine, other] = [journalIn(folder(), full), journalIn(folder(), { ...full, newId: () => 'other' })];
    await other.intend([tag('others', 'd2')], [manifest('d2')]);
    for (const name of ['one', 'two', 'three']) await mine.intend([tag(name, 'd1')], [manifest('d1')]);
    assert.ok((await namesOf()).includes('others'));
  });
});
