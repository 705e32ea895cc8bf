import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A case after a public bug report or file, with the wrong and the right answer: a file of `test/fixtures/field`. */
export function fieldCase(name: string): unknown {
  const file = new URL(`../fixtures/field/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
}
