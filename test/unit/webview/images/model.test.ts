import assert from 'node:assert/strict';
import type { ManifestView } from '../../../../src/protocol/images.ts';
import { byteSize, changed, dateTime, initialModel, percent } from '../../../../webview/images/model.ts';

const view = (digest: string, image?: string): ManifestView =>
  ({
    name: 'x',
    reference: 'x',
    digest,
    mediaType: 'x',
    kind: 'image',
    ...(image && { image: { digest: image } }),
  }) as ManifestView;
const failure = { reason: 'offline', title: 'It failed' } as const;

describe('The model of the page "Image details"', () => {
  it('keeps the view when something fails, and forgets the failure with the next question', () => {
    const shown = changed(initialModel, { kind: 'viewed', view: view('a') });
    const failed = changed(shown, { kind: 'failed', failure });
    assert.equal(failed.view, shown.view);
    assert.equal(failed.failure, failure);
    assert.equal(changed(failed, { kind: 'asked' }).failure, undefined);
    assert.equal(changed(shown, { kind: 'failed', failure: undefined }).failure, undefined);
  });

  it('keeps what was found of a digest and what was opened of an image until another one is shown', () => {
    let model = changed(initialModel, { kind: 'viewed', view: view('a', 'i') });
    model = changed(model, { kind: 'referrersFound', referrers: [] });
    model = changed(model, { kind: 'expanded', list: 'labels' });
    const same = changed(model, { kind: 'viewed', view: view('a', 'i') });
    assert.deepEqual([same.referrers, [...same.expanded]], [[], ['labels']]);
    const platform = changed(model, { kind: 'viewed', view: view('a', 'j') });
    assert.deepEqual([platform.referrers, [...platform.expanded]], [[], []]);
    const other = changed(model, { kind: 'viewed', view: view('b', 'i') });
    assert.deepEqual([other.referrers, [...other.expanded]], [undefined, []]);
  });

  it('writes sizes, shares and dates', () => {
    assert.deepEqual(
      [0, 999, 1000, 41_234_567, 5e12].map((bytes) => byteSize(bytes, 'en')),
      ['0 bytes', '999 bytes', '1 kB', '41.2 MB', '5 TB'],
    );
    assert.deepEqual(
      [0, 0.001, 0.01, 0.333, 1].map((share) => percent(share, 'en')),
      ['0%', '<1%', '1%', '33%', '100%'],
    );
    assert.equal(dateTime('no date', 'en'), 'no date');
  });
});
