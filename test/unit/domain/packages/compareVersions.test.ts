// Versions of Debian as dpkg itself orders them; the others as semver.org and Python's packaging have their examples.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { compareVersions } from '../../../../src/domain/packages/compareVersions.ts';

const debian = [
  '1.0',
  '1.0~rc1',
  '1.0-1',
  '1.0-1+deb12u1',
  '1.0-1~bpo1',
  '1:0.9',
  '2.36-9+deb12u9',
  '2.36-9+deb12u10',
  '1.0a',
  '1.0+b',
  '1.0.',
  '20230311',
  '0',
  '1.02',
  '1.2',
  '5.36.0-7+deb12u1',
  '1.2.13.dfsg-1',
  '1:1.2.13.dfsg-1',
  '99999999999999999999999999.1',
  '2024b-0+deb12u1',
];

describe('the versions of packages', () => {
  it('of Debian are in the order of dpkg', () => {
    const pairs = debian.flatMap((one, at) => debian.slice(at).map((other) => [one, other] as const));
    const script = pairs.map(
      ([one, other]) =>
        `dpkg --compare-versions '${one}' lt '${other}' && echo lt || { dpkg --compare-versions '${one}' eq '${other}' && echo eq || echo gt; }`,
    );
    const answers = execFileSync('sh', ['-c', script.join('\n')], { encoding: 'utf8' })
      .trim()
      .split('\n');
    for (const [at, [one, other]] of pairs.entries()) {
      const order = compareVersions('deb', one, other);
      const word = order < 0 ? 'lt' : order > 0 ? 'gt' : 'eq';
      assert.equal(word, answers[at], `${one} ${other}`);
      assert.equal(Math.sign(compareVersions('deb', other, one)) + 0, -Math.sign(order) + 0);
    }
  });

  it('of npm are in the order of the example of semver.org, 11', () => {
    const order = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.10.0',
      '2.0.0',
    ];
    const mixed = [...order].reverse().sort((a, b) => compareVersions('npm', a, b));
    assert.deepEqual(mixed, order);
  });

  it('of Python are in the order of the examples of PEP 440', () => {
    const order = ['1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1', '1.1'];
    assert.deepEqual(
      [...order].reverse().sort((a, b) => compareVersions('pypi', a, b)),
      order,
    );
  });

  it('of Alpine rise with their releases', () => {
    assert.ok(compareVersions('apk', '1.2.4-r9', '1.2.4-r10') < 0);
    assert.ok(compareVersions('apk', '1.2.4_rc1-r0', '1.2.4-r0') < 0);
  });
});
