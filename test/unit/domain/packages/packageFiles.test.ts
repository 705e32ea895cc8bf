// What packages files name, against the programs whose files they are: dpkg-query, npm ls, Python's importlib.metadata, run in the test.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageFileType, packagesIn } from '../../../../src/domain/packages/packageFiles.ts';

const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 27 });
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .sort();
const rowsOf = (packages: ReturnType<typeof packagesIn>): readonly string[] =>
  packages.map(({ name, version }) => `${name} ${version}`).sort();

describe('the packages that a file names', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => (folder = mkdtempSync(join(tmpdir(), 'packages-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('are those of dpkg-query, also the half installed ones, and not those that are removed', () => {
    const stanza = (name: string, state: string, more = ''): string =>
      `Package: ${name}\nStatus: ${state}\nPriority: optional\nSection: misc\nMaintainer: A <a@example.com>\nArchitecture: amd64\n${more}Version: 1:2.3~rc1-4+b1\nDescription: short\n Version: none\n .\n Package: none\n\n`;
    const text =
      readFileSync('/var/lib/dpkg/status', 'utf8') +
      stanza('zz-installed', 'install ok installed', 'Conffiles:\n /etc/x 0123\n') +
      stanza('zz-removed', 'deinstall ok config-files') +
      stanza('zz-unpacked', 'install ok unpacked') +
      stanza('zz-half', 'install reinstreq half-installed');
    mkdirSync(join(folder, 'dpkg', 'updates'), { recursive: true });
    writeFileSync(join(folder, 'dpkg', 'status'), text);
    const told = run(
      'dpkg-query',
      `--admindir=${join(folder, 'dpkg')}`,
      '-W',
      '-f=${db:Status-Status} ${Package} ${Version}\n',
    );
    const expected = lines(told).flatMap((line) => {
      const [state = '', ...rest] = line.split(' ');
      return state === 'config-files' || state === 'not-installed' ? [] : [rest.join(' ')];
    });
    assert.ok(expected.length > 100);
    assert.ok(expected.includes('zz-half 1:2.3~rc1-4+b1'));
    assert.deepEqual(rowsOf(packagesIn('deb', text)), [...expected].sort());
  });

  it('are that of a stanza without a status, as distroless has them', () => {
    const control = run(
      'dpkg-query',
      '-W',
      '-f=Package: ${Package}\nVersion: ${Version}\nArchitecture: ${Architecture}\n',
      'base-files',
    );
    const version = run('dpkg-query', '-W', '-f=${Version}', 'base-files');
    assert.equal(packageFileType('var/lib/dpkg/status.d/base-files'), 'deb');
    assert.deepEqual(packagesIn('deb', control), [{ name: 'base-files', version }]);
  });

  it('are those of npm ls, scoped ones and those inside of others too', () => {
    const put = (path: string, json: object): void => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(json));
    };
    const at = (path: string, name: string, version: string): void =>
      put(`app/node_modules/${path}/package.json`, { name, version });
    put('app/package.json', { name: 'app', version: '1.0.0', dependencies: { one: '1', '@acme/ui': '5' } });
    at('one', 'one', '1.2.3');
    at('@acme/ui', '@acme/ui', '5.0.0-rc.1+build');
    at('one/node_modules/two', 'two', '0.0.1');
    at('two', 'two', '2.0.0');
    put('app/node_modules/one/lib/package.json', { type: 'module' });
    let told: string;
    try {
      told = run('npm', 'ls', '--all', '--parseable', '--long', '--offline', '--prefix', join(folder, 'app'));
    } catch (error) {
      // It complains about packages that nobody asked for, and lists them all the same.
      told = (error as { readonly stdout: string }).stdout;
    }
    const root = join(folder, 'app');
    const expected = lines(told).flatMap((line) => {
      const [path = '', id = ''] = line.split(':');
      const cut = id.lastIndexOf('@');
      return path === root ? [] : [`${id.slice(0, cut)} ${id.slice(cut + 1)}`];
    });
    assert.equal(expected.length, 4);
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => packageFileType(path) === 'npm')
      .flatMap((path) => packagesIn('npm', readFileSync(join(root, path), 'utf8')));
    assert.deepEqual(rowsOf(found), [...expected].sort());
  });

  it('are those that Python finds', () => {
    const script = `import importlib.metadata as m, json, sys
rows = [[str(d._path), d.metadata['Name'], d.version] for d in m.distributions()]
print(json.dumps(rows))`;
    const told = JSON.parse(run('python3', '-c', script)) as readonly (readonly [string, string, string])[];
    assert.ok(told.length > 0);
    for (const [path, name, version] of told) {
      const file = path.endsWith('.dist-info')
        ? join(path, 'METADATA')
        : path.endsWith('.egg-info')
          ? join(path, 'PKG-INFO')
          : path;
      assert.equal(packageFileType(file.slice(1)), 'pypi', file);
      assert.deepEqual(packagesIn('pypi', readFileSync(file, 'utf8')), [{ name, version }], file);
    }
  });

  // Source: Alpine's wiki, "Apk spec", "Installed database": P name, V version, F folder, R file, Z checksum.
  it('are those of the installed database of Alpine', () => {
    const text = `C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
P:alpine-baselayout
V:3.4.3-r1
A:x86_64
S:8911
T:Alpine base dir structure and init scripts
o:alpine-baselayout
D:alpine-baselayout-data=3.4.3-r1 /bin/sh
F:dev
F:etc
R:motd
Z:Q1SLkS9hBidUbPwwrw+XR0Whv3ww8=
P:not a package

C:Q1
P:musl
V:1.2.4_git20230717-r4
F:lib
R:ld-musl-x86_64.so.1

P:without-version

`;
    assert.deepEqual(rowsOf(packagesIn('apk', text)), [
      'alpine-baselayout 3.4.3-r1',
      'musl 1.2.4_git20230717-r4',
    ]);
    for (const path of ['lib/apk/db/installed', 'usr/lib/apk/db/installed'])
      assert.equal(packageFileType(path), 'apk');
  });

  it('are none in other files, and none in broken ones', () => {
    const none = [
      'etc/passwd',
      'var/lib/dpkg/status-old',
      'var/lib/dpkg/status.d/base.md5sums',
      'var/lib/dpkg/info/x.list',
      'srv/package.json',
      'node_modules/one/lib/package.json',
      'node_modules/.bin/package.json',
      'x/lib/apk/db/installed',
      'usr/METADATA',
    ];
    for (const path of none) assert.equal(packageFileType(path), undefined, path);
    for (const text of ['', '{', '[]', 'null', '{"name":1,"version":{}}', 'Package:\n\nVersion: 1', '\0\0\0'])
      for (const type of ['deb', 'apk', 'npm', 'pypi'] as const) assert.deepEqual(packagesIn(type, text), []);
  });
});
