import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readReferences } from '../../../src/domain/references/readReferences.ts';
import { ReferenceReader } from '../../../src/wiring/referenceReader.ts';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';

const source = fileURLToPath(new URL('../../../src/wiring/referenceThread.ts', import.meta.url));
const file = { path: 'Dockerfile', text: `FROM registry.example.com/a/b:1\n${'RUN x\n'.repeat(50)}` };
const context = { hosts: ['registry.example.com'] };

describe('the reader of files', () => {
  const folder = temporaryFolder('thread');
  const threadFile = join(folder.path, 'referenceThread.cjs');
  const messages: string[] = [];
  const info = (message: string): void => void messages.push(message);
  let readers: ReferenceReader[] = [];
  const open = (options: Partial<ConstructorParameters<typeof ReferenceReader>[0]>): ReferenceReader => {
    const reader = new ReferenceReader({ threadFile, info, ...options });
    readers.push(reader);
    return reader;
  };
  before(() =>
    build({
      entryPoints: [source],
      outfile: threadFile,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
    }),
  );
  after(() => folder.remove());
  afterEach(() => {
    for (const reader of readers) reader.dispose();
    readers = [];
    messages.length = 0;
  });

  it('says the same in a thread as without, for several at once', async () => {
    const expected = readReferences(file, context);
    assert.equal(expected.references.length, 1);
    const reader = open({ mostAtOnce: 0 });
    const found = await Promise.all([1, 2, 3].map(() => reader.read(file, context)));
    assert.deepEqual(messages, []);
    assert.deepEqual(found, [expected, expected, expected]);
    assert.deepEqual(await open({}).read(file, context), expected);
    assert.deepEqual(messages, []);
  });

  it('gives up what takes too long, or breaks, and reads the next', async () => {
    const script = join(folder.path, 'hostile.cjs');
    writeFileSync(
      script,
      `const { parentPort } = require('node:worker_threads');
         parentPort.on('message', ([{ text }]) => {
           if (text === 'hang') for (;;);
           if (text === 'throw') throw new Error('broken');
           parentPort.postMessage({ kind: text, references: [], findings: [] });
         });`,
    );
    const reader = open({ threadFile: script, mostAtOnce: 0, patienceMs: 3000 });
    const texts = ['one', 'hang', 'two', 'throw', 'three'];
    const read = await Promise.all(texts.map((text) => reader.read({ path: 'a', text }, {})));
    assert.deepEqual(
      read.map(({ kind }) => kind),
      ['one', undefined, 'two', undefined, 'three'],
    );
    assert.equal(messages.length, 2);
  });
});
