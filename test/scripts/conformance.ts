/**
 * `npm run conformance -- FILE…`: runs the cleanup engine, or the search for newer tags, on files of cases (JSON, also gzipped) and
 * prints every difference, then `N passed, N failed`. Without FILE it takes the fixtures. Exit code 1 where anything failed.
 *
 * A FILE may also hold the names that must go and must stay, as the regex tester keeps them in
 * `.vscode/registry-cleanup-expectations.json`. They are checked against the patterns in it, or against those given:
 * `npm run conformance -- --delete 'dev-.*' --keep 'v.+' --protect '^v1' FILE…`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { checkCases } from './conformanceCases.ts';

const fixtures = ['cleanup-cases', 're2-cases', 'version-cases'].map(
  (name) => new URL(`../fixtures/conformance/${name}.json.gz`, import.meta.url).pathname,
);

function readJson(path: string): unknown {
  const bytes = readFileSync(path);
  return JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
}

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    delete: { type: 'string' },
    keep: { type: 'string' },
    protect: { type: 'string', multiple: true, default: [] },
  },
});
const given = {
  ...(values.delete === undefined ? {} : { deletes: values.delete }),
  ...(values.keep === undefined ? {} : { keeps: values.keep }),
  protections: values.protect,
};
let passed = 0;
let failed = 0;
for (const file of files.length > 0 ? files : fixtures) {
  try {
    const result = checkCases(readJson(file), given);
    for (const line of [...result.differences, ...result.notes]) console.log(`${file}: ${line}`);
    passed += result.passed;
    failed += result.failed;
  } catch (error) {
    console.log(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
