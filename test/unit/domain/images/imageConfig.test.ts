import assert from 'node:assert/strict';
import { readImageConfig } from '../../../../src/domain/images/imageConfig.ts';

/** The example of the OCI image specification, config.md, shortened. */
const example = {
  created: '2015-10-31T22:22:56.015925234Z',
  author: 'Alyssa P. Hacker <alyspdev@example.com>',
  architecture: 'amd64',
  os: 'linux',
  config: {
    User: 'alice',
    ExposedPorts: { '8080/tcp': {}, '53/udp': {} },
    Env: ['PATH=/usr/bin:/bin', 'FOO=a=b', 'BARE'],
    Entrypoint: ['/bin/my-app-binary'],
    Cmd: ['--foreground', '--config', '/etc/my-app.d/default.cfg'],
    Volumes: { '/var/log/my-app-logs': {}, '/var/job-result-data': {} },
    WorkingDir: '/home/alice',
    Labels: { 'com.example.project.git.url': 'https://example.com/project.git', a: 'b' },
    StopSignal: 'SIGTERM',
    Healthcheck: { Test: ['CMD-SHELL', 'curl -f localhost'], Interval: 30_000_000_000, Retries: 3 },
  },
  rootfs: { diff_ids: ['sha256:c6', 'sha256:5f'], type: 'layers' },
  history: [
    { created: '2015-10-31T22:22:54.690851953Z', created_by: '/bin/sh -c #(nop) ADD file:a3 in /' },
    {
      created: '2015-10-31T22:22:55.613815829Z',
      created_by: '/bin/sh -c #(nop) CMD ["sh"]',
      empty_layer: true,
    },
    { created: '2015-10-31T22:22:56.329850019Z', created_by: '/bin/sh -c apk add curl', comment: 'c' },
  ],
};

describe('The config of an image', () => {
  it('is read field by field', () => {
    assert.deepEqual(readImageConfig(example), {
      created: '2015-10-31T22:22:56.015925234Z',
      author: 'Alyssa P. Hacker <alyspdev@example.com>',
      platform: { os: 'linux', architecture: 'amd64' },
      user: 'alice',
      workingDirectory: '/home/alice',
      stopSignal: 'SIGTERM',
      healthCheck: { test: ['CMD-SHELL', 'curl -f localhost'], intervalNs: 30_000_000_000, retries: 3 },
      entrypoint: ['/bin/my-app-binary'],
      command: ['--foreground', '--config', '/etc/my-app.d/default.cfg'],
      shell: [],
      environment: [
        { name: 'PATH', value: '/usr/bin:/bin' },
        { name: 'FOO', value: 'a=b' },
        { name: 'BARE', value: '' },
      ],
      exposedPorts: ['53/udp', '8080/tcp'],
      volumes: ['/var/job-result-data', '/var/log/my-app-logs'],
      labels: [
        { name: 'a', value: 'b' },
        { name: 'com.example.project.git.url', value: 'https://example.com/project.git' },
      ],
      onBuild: [],
      diffIds: ['sha256:c6', 'sha256:5f'],
      history: [
        {
          created: '2015-10-31T22:22:54.690851953Z',
          createdBy: '/bin/sh -c #(nop) ADD file:a3 in /',
          isEmpty: false,
        },
        {
          created: '2015-10-31T22:22:55.613815829Z',
          createdBy: '/bin/sh -c #(nop) CMD ["sh"]',
          isEmpty: true,
        },
        {
          created: '2015-10-31T22:22:56.329850019Z',
          createdBy: '/bin/sh -c apk add curl',
          comment: 'c',
          isEmpty: false,
        },
      ],
    });
  });

  const empty = readImageConfig({});
  for (const [name, json] of [
    ['null', null],
    ['a text', 'config'],
    ['a list', [1, 2]],
    ['a number', 7],
    [
      'fields of the wrong type',
      { created: 7, os: {}, architecture: [], config: 'x', rootfs: 1, history: {} },
    ],
    [
      'nested fields of the wrong type',
      { config: { Env: 'A=b', Labels: ['a'], ExposedPorts: 80, User: null } },
    ],
    ['a prototype', JSON.parse('{"__proto__": {"config": {"User": "root"}}, "constructor": 1}') as unknown],
  ] as const)
    it(`is empty, and no error, for ${name}`, () => assert.deepEqual(readImageConfig(json), empty));

  it('leaves out single values of the wrong type and keeps their neighbours', () => {
    const { labels, environment, history } = readImageConfig({
      config: { Labels: { good: 'yes', odd: 1 }, Env: ['A=1', 2, null, 'B=2'] },
      history: [null, 'x', { created_by: 1, empty_layer: 'true' }],
    });
    assert.deepEqual(labels, [{ name: 'good', value: 'yes' }]);
    assert.deepEqual(
      environment.map(({ name }) => name),
      ['A', 'B'],
    );
    assert.deepEqual(history, [{ isEmpty: false }, { isEmpty: false }, { isEmpty: false }]);
  });
});
