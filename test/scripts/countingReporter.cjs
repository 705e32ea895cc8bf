/**
 * Mocha's reporter for every run: prints as `spec` does (or as `dot`, with the option base=dot), and appends one line
 * of JSON to the file that TEST_COUNTS_FILE names, from which `npm test` adds up its last line.
 */
const { appendFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter {
  constructor(runner, options) {
    const Base = options.reporterOption?.base === 'dot' ? reporters.Dot : reporters.Spec;
    this.base = new Base(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = runner.stats;
      const file = process.env.TEST_COUNTS_FILE;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures })}\n`);
    });
  }
};
