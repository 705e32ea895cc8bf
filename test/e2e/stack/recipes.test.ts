// Everything that is handed out, judged by programs that are not ours.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { recipes } from '../../../src/domain/recipes/catalogue.ts';
import { fillRecipe } from '../../../src/domain/recipes/fillRecipe.ts';
import { mergeRecipe } from '../../../src/domain/recipes/mergeRecipe.ts';
import { ciImage, ciServices } from '../../../src/domain/snippets/fileSnippets.ts';
import { snippetForms } from '../../../src/domain/snippets/forms.ts';
import { snippetImageOf } from '../../../src/domain/snippets/snippetImage.ts';
import { root } from '../../scripts/extensionHostTests.ts';
import { ensureRecipeReaders, ensureVsCodeServer, findProgram } from '../../scripts/setup.mjs';
import { temporaryFolder } from '../../vscode/temporaryFolder.ts';
import { NEWEST } from '../../vscode/versions.ts';
import { checkRecipes } from '../../scripts/recipeCases.ts';
import { ciSchema } from './ciSchema.ts';

interface Job {
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const place = {
  instanceUrl: 'https://gitlab.example.com',
  location: 'registry.example.com:5050/acme/shop/web',
  name: 'web',
};
const textOf = (file: string): string =>
  fillRecipe(readFileSync(join(root, 'media/recipes', file), 'utf8'), place) ?? '';
const ci = recipes.filter(({ kind }) => kind === 'ci');
const all = ci.reduce((file, { file: name }) => {
  const merged = mergeRecipe(file, textOf(name), { stageOf: (stage) => stage });
  if (typeof merged === 'string') throw new Error(`${name}: ${merged}`);
  return file + merged.append;
}, 'stages: [build, test, deploy]\n');

/** What shellcheck has to say about a script of a POSIX shell. */
function shellcheck(script: string): string {
  const { stdout, error } = spawnSync('shellcheck', ['--shell=sh', '-'], { input: script, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return stdout;
}

describe('recipes and snippets, read by other programs', () => {
  const folder = temporaryFolder('recipes');
  const validate = ciSchema();
  before(function () {
    this.timeout(180_000);
    ensureRecipeReaders();
  });
  after(() => folder.remove());

  const assertValid = (text: string, what: string): void => {
    validate(parse(text));
    const errors = (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
    assert.deepEqual(errors, [], what);
  };

  it('GitLab’s schema refuses what is wrong, so that it means something when it accepts', () => {
    assert.equal(validate({ job: { script: ['a'], nonsense: 1 } }), false);
    assert.equal(validate({ job: { script: ['a'], stage: 1 } }), false);
    assert.equal(validate({ job: { script: ['a'], environment: { action: 'gone' } } }), false);
  });

  for (const { id, file } of ci)
    it(`${id}: GitLab’s schema accepts it`, () => assertValid(textOf(file), file));

  it('GitLab’s schema accepts all of them in one file, and pieces of a job', () => {
    assertValid(all, 'all');
    const images = ['registry.example.com/a/b:1', '[::1]:5000/a/c:1'].map((location) =>
      snippetImageOf(location, 'tag', { platform: { os: 'linux', architecture: 'arm64' } })!,
    );
    const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ');
    for (const image of images) assertValid(`job:\n  script: [a]\n${indented(ciImage([image]))}`, 'image');
    assertValid(`job:\n  script: [a]\n${indented(ciServices(images))}`, 'services');
    assertValid(ciImage(images), 'images');
  });

  it('gitlab-ci-local, which plans pipelines as GitLab does, lists the jobs', function () {
    this.timeout(120_000);
    const { node } = ensureVsCodeServer(NEWEST);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder.path,
        stdio: 'ignore',
      });
    // A template is fetched from GitLab.com, which is not everywhere.
    const offline = all
      .replace(/^include:\n(?: {2}.*\n)+/m, '')
      .replace(/^container_scanning:\n(?: {2}.*\n)+/m, '');
    writeFileSync(join(folder.path, '.gitlab-ci.yml'), offline);
    git('init', '-q', '-b', 'main');
    git('remote', 'add', 'origin', 'git@gitlab.example.com:acme/shop.git');
    git('add', '.');
    git('commit', '-q', '-m', 'all');
    const program = join(root, 'node_modules/gitlab-ci-local/dist/index.js');
    const { stdout, stderr, status } = spawnSync(node, [program, '--list-csv-all'], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr + stdout);
    const listed = stdout
      .split('\n')
      .slice(1)
      .map((line) => line.split(';')[0] ?? '')
      .filter(Boolean);
    const jobs = Object.keys(parse(offline) as object).filter((key) => key !== 'stages');
    assert.deepEqual(listed.sort(), jobs.sort());
  });

  // Files of our own, each with one of the ways in which the field writes them; `npm run conformance` does the same with a corpus.
  const odd: readonly (readonly [string, string])[] = [
    ['anchored stages', '.s: &s [build, ship]\nstages: *s\nbuild:\n  stage: build\n  script: [a]\n'],
    [
      'referenced stages',
      '.s:\n  stages: [ship]\nstages: !reference [.s, stages]\njob:\n  stage: ship\n  script: a\n',
    ],
    [
      'stages over lines',
      'stages: [a,\n  b, # two\n  c]\njob:\n  stage: b\n  script:\n    - |+\n      echo\n\n',
    ],
    ['stages in another script', 'stages:\n  - 构建\n  - 测试\njob:\n  stage: 构建\n  script: echo\n'],
    [
      'extends and merges',
      '.t: &t\n  image: a:1\n.u:\n  <<: *t\n  script: [a]\njob:\n  extends: .u\n  after_script: !reference [.u, script]\n',
    ],
    ['an include', 'include:\n  # ours\n  - local: a.yml\n\njob:\n  script: [a]'],
    [
      'a template that is there',
      'include:\n- template: Jobs/Container-Scanning.gitlab-ci.yml\njob:\n  script: [a]\n',
    ],
    ['line ends of Windows', 'stages:\r\n  - test\r\n\r\njob:\r\n  script:\r\n    - a\r\n'],
    ['names that are taken', 'build-image:\n  script: [a]\nbuild-image-2:\n  script: [b]\n'],
    ['comments at both ends', '# first\n---\n# second\njob:\n  script: [a]\n# last'],
  ];
  for (const [what, file] of odd)
    it(`every recipe fits into a file with ${what}`, function () {
      this.timeout(120_000);
      const { faults, added, isJudgedByProgram } = checkRecipes(file);
      assert.deepEqual(faults, []);
      assert.equal(added, ci.length);
      assert.ok(isJudgedByProgram);
    });

  it('a file that is broken by an addition is found', function () {
    this.timeout(120_000);
    const { faults } = checkRecipes('job:\n  script: [a]\n', (merged) => ({
      ...merged,
      append: merged.append.replace('script:', 'skript:'),
    }));
    assert.ok(faults.length > 0);
  });

  for (const { id, file } of ci)
    it(`${id}: shellcheck has nothing against its scripts`, () => {
      const jobs = Object.values(parse(textOf(file)) as Record<string, Job>);
      for (const { before_script: before = [], script = [] } of jobs)
        assert.equal(shellcheck([...before, ...script, ''].join('\n')), '');
    });

  it('shellcheck has nothing against commands and scripts, and something against one that is wrong', () => {
    const images = ['registry.example.com/a/b:1', '[::1]:5000/a/c:1'].map((location) =>
      snippetImageOf(location, 'tag', { platform: { os: 'linux', architecture: 'arm64' } })!,
    );
    for (const form of snippetForms.filter(({ group }) => group !== 'files'))
      assert.equal(shellcheck(`${form.write(images)}\n`), '', form.id);
    for (const { file } of recipes.filter(({ languageId }) => languageId === 'shellscript'))
      assert.equal(shellcheck(textOf(file)), '', file);
    assert.notEqual(shellcheck('docker pull $IMAGE\n'), '');
  });

  it('ruby reads what is for gitlab.rb', () => {
    const compose = parse(textOf('plain-registry-compose.yml')) as {
      services: { gitlab: { environment: Record<string, string> } };
    };
    const rubies = recipes.filter(({ languageId }) => languageId === 'ruby').map(({ file }) => textOf(file));
    for (const text of [...rubies, compose.services.gitlab.environment['GITLAB_OMNIBUS_CONFIG'] ?? '']) {
      const { status, stderr } = spawnSync('ruby', ['-wc'], { input: text, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      assert.equal(stderr, '');
    }
  });

  it('nginx takes the proxy’s configuration', () => {
    mkdirSync(join(folder.path, 'tls'));
    const [key, certificate] = ['registry.key', 'registry.crt'].map((name) => join(folder.path, 'tls', name));
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=a',
        '-keyout',
        key ?? '',
        '-out',
        certificate ?? '',
      ],
      { stdio: 'ignore' },
    );
    const servers = textOf('plain-registry-nginx.conf').replaceAll(
      '/etc/nginx/tls',
      join(folder.path, 'tls'),
    );
    const file = join(folder.path, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${folder.path}/${kind};\n`)
      .join('');
    writeFileSync(
      file,
      `pid ${folder.path}/pid;\nevents {}\nhttp {\naccess_log off;\n${temporary}${servers}}\n`,
    );
    const { status, stderr } = spawnSync(
      findProgram('nginx') ?? 'nginx',
      ['-t', '-c', file, '-e', join(folder.path, 'log')],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, stderr);
  });
});
