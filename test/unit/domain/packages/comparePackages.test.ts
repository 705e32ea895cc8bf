import assert from 'node:assert/strict';
import { comparePackages } from '../../../../src/domain/packages/comparePackages.ts';
import type { ImagePackage } from '../../../../src/domain/packages/joinPackages.ts';

const packages = (...texts: readonly string[]): readonly ImagePackage[] =>
  texts.map((text) => {
    const [type = '', name = '', version = ''] = text.split(' ');
    return { type, name, version, from: 'files' };
  });

// The example of the picture of this page: nine changes, in its order.
describe('the packages of two images', () => {
  it('are added, removed, up or down, in this order, and the rest is counted', () => {
    const { changes, unchanged } = comparePackages(
      packages(
        'npm uuid 10.0.0',
        'npm zod 3.23.6',
        'npm sharp 0.33.6',
        'npm express 4.21.0',
        'deb bash 5.2-1',
        'deb libc6 2.36-9+deb12u9',
      ),
      packages(
        'npm zod 3.23.8',
        'npm sharp 0.33.5',
        'npm express 4.21.0',
        'npm nanoid 5.0.9',
        'npm @acme/gift-cards 1.0.0',
        'deb bash 5.2-1',
        'deb libc6 2.36-9+deb12u10',
      ),
    );
    assert.deepEqual(
      changes.map(({ how, name, before, after }) => `${how} ${name} ${before.join()} ${after.join()}`),
      [
        'added @acme/gift-cards  1.0.0',
        'added nanoid  5.0.9',
        'removed uuid 10.0.0 ',
        'up libc6 2.36-9+deb12u9 2.36-9+deb12u10',
        'up zod 3.23.6 3.23.8',
        'down sharp 0.33.6 0.33.5',
      ],
    );
    assert.equal(unchanged, 2);
  });

  it('may have several versions of one name, of which those that differ are told', () => {
    const { changes } = comparePackages(
      packages('npm lodash 3.0.0', 'npm lodash 4.0.0', 'npm a 1.0.0'),
      packages('npm lodash 4.0.0', 'npm lodash 4.1.0', 'npm a 1.0.0', 'npm a 2.0.0'),
    );
    assert.deepEqual(changes, [
      { type: 'npm', name: 'a', how: 'added', before: [], after: ['2.0.0'] },
      { type: 'npm', name: 'lodash', how: 'up', before: ['3.0.0'], after: ['4.1.0'] },
    ]);
  });

  it('of one name and two package managers are two', () => {
    const { changes, unchanged } = comparePackages(packages('npm x 1'), packages('pypi x 1'));
    assert.deepEqual(
      changes.map(({ how, type }) => `${how} ${type}`),
      ['added pypi', 'removed npm'],
    );
    assert.equal(unchanged, 0);
  });
});
