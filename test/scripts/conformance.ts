/**
 * `npm run conformance -- FILE…`: runs the cleanup engine, or the search for newer tags, on files of cases (JSON, also gzipped) and
 * prints every difference, then `N passed, N failed`. Without FILE it takes the fixtures. Exit code 1 where anything failed.
 *
 * A FILE may also hold the names that must go and must stay, as the regex tester keeps them in
 * `.vscode/registry-cleanup-expectations.json`. They are checked against the patterns in it, or against those given:
 * `npm run conformance -- --delete 'dev-.*' --keep 'v.+' --protect '^v1' FILE…`.
 *
 * A FILE may be the folder of a corpus of files that name images (its `expectations.json`, with the files beside it): each required
 * reference and each judged value is a case, and each report where no image stands is one that failed. Each CI file is one, too: with every
 * recipe added it is what gitlab-ci-local and GitLab's schema take, and the rest is byte for byte as it was (takes a few minutes).
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { checkCases, type Conformance } from './conformanceCases.ts';
import { checkCorpus, isCorpus } from './corpusCases.ts';
import { checkCorpusRecipes } from './recipeCases.ts';

const fixtures = ['cleanup-cases', 're2-cases', 'version-cases'].map(
  (name) => new URL(`../fixtures/conformance/${name}.json.gz`, import.meta.url).pathname,
);

function readJson(path: string): unknown {
  const bytes = readFileSync(path);
  return JSON.parse((bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8'));
}

function checkFile(path: string): Conformance {
  const content = readJson(path);
  if (!isCorpus(content)) return checkCases(content, given);
  const readText = (file: string): string => readFileSync(join(dirname(path), file), 'utf8');
  const result = checkCorpus(content, readText);
  const ci = checkCorpusRecipes(content, readText);
  const share = (part: number, whole: number): string =>
    `${part} of ${whole} (${whole === 0 ? 100 : Math.floor((part / whole) * 10_000) / 100} %)`;
  return {
    passed: result.found + result.rightValues + ci.passed,
    failed: result.misses.length + ci.faults.length,
    differences: [...result.misses, ...ci.faults],
    notes: [
      `references with exact range and role: ${share(result.found, result.required)}`,
      `values right: ${share(result.rightValues, result.values)}`,
      `CI files with every recipe as they have to be: ${share(ci.passed, ci.files)}; recipes added: ${ci.added}, refused with a reason: ${ci.refused}; files that gitlab-ci-local judged: ${ci.judged}`,
      `false findings: ${share(result.falseFindings, result.reported)}`,
    ],
  };
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
    const result = checkFile(statSync(file).isDirectory() ? join(file, 'expectations.json') : file);
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
