/**
 * Mocha's reporter for every run: prints as `spec` does (or as `dot`, with the option base=dot), and appends one line
 * of JSON to the file that TEST_COUNTS_FILE names, from which `npm test` makes its last lines. `files`: how many passed
 * and failed of each test file, by its path from the project's folder on. `failed`: each failed test with its message.
 */
const { appendFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { reporters, Runner } = require('mocha');

const root = join(__dirname, '../..');
const longestMessage = 1500;

module.exports = class CountingReporter {
  constructor(runner, options) {
    const Base = options.reporterOption?.base === 'dot' ? reporters.Dot : reporters.Spec;
    this.base = new Base(runner, options);
    const files = {};
    const failed = [];
    const fileOf = (test) => {
      const file = test.file === undefined ? '' : relative(root, test.file).replaceAll('\\', '/');
      files[file] ??= { passes: 0, failures: 0 };
      return file;
    };
    runner.on(Runner.constants.EVENT_TEST_PASS, (test) => {
      files[fileOf(test)].passes += 1;
    });
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => {
      const file = fileOf(test);
      files[file].failures += 1;
      const message = String(error?.message ?? error).slice(0, longestMessage);
      failed.push({ title: test.fullTitle(), file, message });
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const file = process.env.TEST_COUNTS_FILE;
      if (file) appendFileSync(file, `${JSON.stringify({ files, failed })}\n`);
    });
  }
};
