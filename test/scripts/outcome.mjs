/** What the stages of `npm test` came to, from the lines that countingReporter.cjs leaves. */

const sum = (counts, key) => counts.reduce((total, count) => total + count[key], 0);

/**
 * The outcome of a stage from its lines of JSON and its exit code: `files` with the counts of each test file, and the
 * `failed` tests. A static check counts as one test of no file; a failed exit that no test explains is one failure.
 */
export function outcomeOf(stage, lines, code) {
  const runs = lines.map((line) => JSON.parse(line));
  const failed = runs.flatMap((run) => run.failed);
  const files = {};
  for (const [file, { passes, failures }] of runs.flatMap((run) => Object.entries(run.files))) {
    files[file] ??= { passes: 0, failures: 0 };
    files[file].passes += passes;
    files[file].failures += failures;
  }
  const counts = Object.values(files);
  const hasRun = sum(counts, 'passes') + sum(counts, 'failures') > 0;
  const isUnexplained = (code !== 0 && sum(counts, 'failures') === 0) || (stage.tests && !hasRun);
  if (isUnexplained) {
    files[''] = { passes: files['']?.passes ?? 0, failures: 1 };
    failed.push({ title: stage.name, file: '', message: `ended with exit code ${code}` });
  } else if (!stage.tests && !hasRun) files[''] = { passes: 1, failures: 0 };
  return { stage, files, failed };
}

/** How many passed and failed in these outcomes. */
export function countOf(outcomes) {
  const counts = outcomes.flatMap(({ files }) => Object.values(files));
  return { passes: sum(counts, 'passes'), failures: sum(counts, 'failures') };
}

/**
 * The test files to be tried once more: those with failures of the stages that click in VS Code (`isTriedAgain`), unless they
 * are more than `most`, which no busy machine explains.
 */
export function filesToTryAgain(outcomes, most) {
  const files = outcomes
    .filter(({ stage }) => stage.isTriedAgain)
    .flatMap((outcome) => Object.entries(outcome.files))
    .filter(([file, { failures }]) => file !== '' && failures > 0)
    .map(([file]) => file);
  return files.length > most ? [] : files;
}

/** The outcomes with the files of the second try in place of what they were at first. */
export function withSecondTry(outcomes, second) {
  const isSecond = (file) => file in second.files;
  const first = outcomes.map((outcome) =>
    outcome.stage.isTriedAgain
      ? {
          ...outcome,
          files: Object.fromEntries(Object.entries(outcome.files).filter(([file]) => !isSecond(file))),
          failed: outcome.failed.filter(({ file }) => !isSecond(file)),
        }
      : outcome,
  );
  return [...first, second];
}

/** One paragraph for each failed test: its stage, its titles, its file and what it said. */
export function paragraphsOf(outcomes) {
  return outcomes.flatMap(({ stage, failed }) =>
    failed.map(
      ({ title, file, message }) =>
        `${stage.name}: ${title}${file === '' ? '' : ` (${file})`}\n${message.replace(/^/gm, '    ')}`,
    ),
  );
}
