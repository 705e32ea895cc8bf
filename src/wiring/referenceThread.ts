// What runs in a thread of its own: reads the image references of the texts that it is sent.
import { parentPort } from 'node:worker_threads';
import { readReferences } from '../domain/references/readReferences.ts';
import type { ReferenceContext, ReferenceFile } from '../domain/references/reference.ts';

parentPort?.on('message', ([file, context]: readonly [ReferenceFile, ReferenceContext]) => {
  parentPort?.postMessage(readReferences(file, context));
});
