import assert from 'node:assert/strict';
import { isOfSameDomain, registryServer } from '../../../../src/domain/foreign/registryServer.ts';

describe('The registry that a container tool keeps a sign-in for', () => {
  // Forms of keys: docker `cli/config/configfile`, containers-auth.json(5).
  const keys: readonly (readonly [string, ReturnType<typeof registryServer>])[] = [
    ['registry.example.com', { host: 'registry.example.com' }],
    ['Registry.Example.com:5050', { host: 'registry.example.com:5050' }],
    ['https://registry.example.com/v1/', { host: 'registry.example.com' }],
    ['https://registry.example.com/v2/', { host: 'registry.example.com' }],
    ['registry.example.com/group/project', { host: 'registry.example.com', namespace: 'group/project' }],
    ['127.0.0.1:5000', { host: '127.0.0.1:5000' }],
    ['[::1]:5000', { host: '[::1]:5000' }],
    ['localhost', { host: 'localhost' }],
    ['registry.gitlab.com', { host: 'registry.gitlab.com' }],
    ['ec2-1-2-3-4.compute.amazonaws.com:5050', { host: 'ec2-1-2-3-4.compute.amazonaws.com:5050' }],
  ];
  for (const [key, value] of keys)
    it(`is read from ${key}`, () => assert.deepEqual(registryServer(key), value));

  const left = [
    ...[
      'https://index.docker.io/v1/',
      'docker.io',
      'registry-1.docker.io',
      'ghcr.io',
      'quay.io',
      'gcr.io',
      'eu.gcr.io',
    ],
    ...[
      'europe-docker.pkg.dev',
      '1.dkr.ecr.eu-west-1.amazonaws.com',
      'public.ecr.aws',
      'mine.azurecr.io',
      'mcr.microsoft.com',
    ],
    ...['registry.redhat.io', 'registry.access.redhat.com', 'nvcr.io', 'https://docker.pkg.github.com/v1/'],
  ];
  for (const key of left)
    it(`is left out where it is known to be no GitLab’s: ${key}`, () =>
      assert.equal(registryServer(key), undefined));

  const hostile = [
    '',
    'a b',
    '-v',
    '$(id)',
    'a;b',
    'user@host',
    'https://user:x@host',
    '../x',
    'host\nb',
    'file:///etc/passwd',
    '__proto__',
  ];
  for (const key of hostile)
    it(`is none in ${JSON.stringify(key)}`, () => assert.equal(registryServer(key), undefined));

  it('belongs to a GitLab of the same domain, and to others only if the person says so', () => {
    assert.ok(isOfSameDomain('registry.gitlab.com', 'gitlab.com'));
    assert.ok(isOfSameDomain('registry.example.com:5050', 'gitlab.example.com'));
    assert.ok(isOfSameDomain('gitlab.example.com:5050', 'gitlab.example.com'));
    assert.ok(isOfSameDomain('127.0.0.1:5000', '127.0.0.1:8080'));
    assert.ok(!isOfSameDomain('registry.example.com', 'gitlab.example.org'));
    assert.ok(!isOfSameDomain('example.com', 'evil.com'));
    assert.ok(!isOfSameDomain('10.0.0.1', '9.0.0.1'));
    assert.ok(!isOfSameDomain('localhost:5000', 'evil.com'));
    assert.ok(!isOfSameDomain('registry.example.com', 'notexample.com'));
  });
});
