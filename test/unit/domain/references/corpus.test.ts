import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { checkCorpus } from '../../../scripts/corpusCases.ts';

const fixture = new URL('../../../fixtures/references/corpus.json.gz', import.meta.url);
const corpus = JSON.parse(gunzipSync(readFileSync(fixture)).toString('utf8')) as {
  readonly entries: readonly unknown[];
  readonly texts: Readonly<Record<string, string>>;
};

describe('the reader of image references on real files', () => {
  const result = checkCorpus(corpus, (file) => corpus.texts[file] ?? assert.fail(file));
  const misses = result.misses.join('\n');

  it('is measured on several hundred files', () => {
    assert.ok(corpus.entries.length >= 250);
    assert.ok(result.required >= 550);
    assert.ok(result.values >= 550);
  });

  it('finds 99 % of the references with exact range and role', () =>
    assert.ok(result.found >= 0.99 * result.required, misses));

  it('gives 99 % of the values rightly', () => assert.ok(result.rightValues >= 0.99 * result.values, misses));

  it('reports 0.5 % where no image stands at most', () =>
    assert.ok(result.falseFindings <= 0.005 * result.reported, misses));

  it('notes what it misses: a reader that finds nothing fails', () => {
    const empty = checkCorpus(corpus, () => '');
    assert.equal(empty.found, 0);
    assert.ok(empty.misses.length >= empty.required);
  });
});
