import assert from 'node:assert/strict';
import { pastedNames } from '../../../../src/panels/regexTester/pastedNames.ts';

const hex = 'a'.repeat(64);
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['v1 v2\nv3,v1\t v4', ['v1', 'v2', 'v3', 'v4']],
  ['host.example:5050/group/app:v1', ['v1']],
  [`group/app:v1@sha256:${hex}`, ['v1']],
  ['host.example:5050/group/app', []],
  ['"a": "b", \'c\'', ['a', 'b', 'c']],
  ['.hidden -dash _ok', ['_ok']],
  [`${'x'.repeat(128)} ${'y'.repeat(129)}`, ['x'.repeat(128)]],
  ['<script> ünï ok', ['ok']],
];

describe('Pasted names', () => {
  for (const [text, names] of cases)
    it(`of ${JSON.stringify(text.slice(0, 50))} are ${String(names.length)}`, () => {
      assert.deepEqual(pastedNames(text), names);
    });
});
