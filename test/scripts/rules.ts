/**
 * The rules of the house that no linter knows: no folder of src, webview or test/unit holds more than 25 files, and every
 * module with code has a unit test of its name or stands in test/config/testedElsewhere.json with the test that runs it, and
 * the READMEs lead to files that are there, and what changes a registry is done where it is done rightly (writeGates.ts).
 * Prints what breaks them and exits with 1.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { filesBelow, reaches } from './importGraph.ts';
import { gateProblems } from './writeGates.ts';

const mostFiles = 25;
const listFile = 'test/config/testedElsewhere.json';

function tooFull(files: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > mostFiles)
    .map(([folder, count]) => `${folder}: ${count} files, ${mostFiles} at most`);
}

/** Whether a module says anything that runs; one that only declares types has nothing to test. */
function hasCode(text: string): boolean {
  return /^(export )?(async )?(function|class|const|let)\b/m.test(text);
}

/** A test that clicks in VS Code or runs inside it loads the built extension: there only its presence can be checked. */
const runsBuilt = /^test\/(e2e\/[^/]+|integration\/.+)\.test\.ts$/;

function problemOf(module: string, test: string | undefined): string | undefined {
  const own = `test/unit/${module.replace(/^src\//, '').replace(/\.ts$/, '.test.ts')}`;
  if (existsSync(own))
    return test === undefined ? undefined : `${module}: has ${own}, take it off ${listFile}`;
  if (test === undefined) return `${module}: neither ${own} nor an entry in ${listFile}`;
  if (!existsSync(test)) return `${module}: ${listFile} names ${test}, which is not there`;
  if (runsBuilt.test(test) || reaches(test, module)) return undefined;
  return `${module}: ${test} does not import it`;
}

/** Files that a README leads to and that are not there; a placeholder in angle brackets is no file. */
function deadEnds(readme: string): readonly string[] {
  const paths = readFileSync(readme, 'utf8').matchAll(
    /`((?:src|webview|test|media|l10n)\/[^`<*…\s]+\.[a-z]+)`/g,
  );
  return [...paths].flatMap(([, path = '']) => (existsSync(path) ? [] : [`${readme}: ${path} is not there`]));
}

const sources = [...filesBelow('src'), ...filesBelow('webview')];
const modules = sources.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const listed = JSON.parse(readFileSync(listFile, 'utf8')) as Readonly<Record<string, string>>;
const withCode = modules.filter((file) => hasCode(readFileSync(file, 'utf8')));
const problems = [
  ...tooFull([...sources, ...filesBelow('test/unit')]),
  ...modules.flatMap((module) => gateProblems(module, readFileSync(module, 'utf8'))),
  ...withCode.flatMap((module) => problemOf(module, listed[module]) ?? []),
  ...[...sources, 'test/README.md'].filter((file) => file.endsWith('README.md')).flatMap(deadEnds),
  ...Object.keys(listed)
    .filter((module) => !withCode.includes(module))
    .map((module) => `${module}: is in ${listFile} and is not a module with code`),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
