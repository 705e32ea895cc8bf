import assert from 'node:assert/strict';
import { engineOfCommandLine, loginRefusalOf } from '../../../../src/domain/snippets/loginRefusal.ts';
import { fieldCase } from '../../../fakes/fieldCase.ts';

const host = 'registry.example.com:5050';
const hosts = ['registry.example.com', host];

/** What each program prints when a registry wants a login, from its own source or from running it. */
const refusals: readonly (readonly [commandLine: string, output: string, program: string])[] = [
  [
    `docker pull ${host}/g/p:1`,
    `Error response from daemon: Head "https://${host}/v2/g/p/manifests/1": denied: access forbidden`,
    'docker',
  ],
  [`docker push ${host}/g/p:1`, 'no basic auth credentials', 'docker'],
  [
    'docker compose pull',
    `web Error pull access denied for ${host}/g/p, repository does not exist`,
    'docker',
  ],
  ['docker-compose pull', `unauthorized: HTTP Basic: Access denied for ${host}/g/p`, 'docker'],
  [
    `podman pull ${host}/g/p:1`,
    `Error: initializing source docker://${host}/g/p:1: unable to retrieve auth token: invalid username/password: unauthorized: HTTP Basic: Access denied`,
    'podman',
  ],
  [
    `skopeo inspect docker://${host}/g/p:1`,
    'reading manifest 1: requested access to the resource is denied',
    'skopeo',
  ],
  // Seen in the end-to-end test.
  [
    `skopeo inspect docker://${host}/g/p:1`,
    `Error parsing image name "docker://${host}/g/p:1": Requesting bearer token: invalid status code from registry 403 (Forbidden)`,
    'skopeo',
  ],
  [
    `/usr/local/bin/nerdctl pull ${host}/g/p`,
    'server message: insufficient_scope: authorization failed',
    'nerdctl',
  ],
  [`C:\\Tools\\oras.exe pull ${host}/g/p:1`, 'Error: basic credential not found', 'oras'],
  [`crane manifest ${host}/g/p`, 'DENIED: access forbidden; UNAUTHORIZED: authentication required', 'crane'],
];

describe('loginRefusalOf', () => {
  for (const [commandLine, output, program] of refusals)
    it(`finds it in what this says: ${commandLine}`, () => {
      const found = loginRefusalOf({ commandLine, output }, hosts);
      assert.deepEqual([found?.engine.program, found?.host], [program, host]);
    });

  it('takes no other failure for it', () => {
    for (const output of [
      'manifest unknown: manifest unknown',
      'dial tcp: lookup registry.example.com: no such host',
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      '',
    ])
      assert.equal(
        loginRefusalOf({ commandLine: `docker pull ${host}/g/p`, output }, hosts),
        undefined,
        output,
      );
  });

  it('says nothing of a registry that no connection uses', () => {
    const output = 'denied: access forbidden';
    for (const other of ['docker.io/a/b', 'my-registry.example.com/a', 'registry.example.com.evil.example/a'])
      assert.equal(loginRefusalOf({ commandLine: `docker pull ${other}`, output }, hosts), undefined, other);
  });

  // Field case 30; the wrappers' own manual pages.
  const { text, right } = fieldCase('30-env-before-program') as {
    readonly text: string;
    readonly right: string;
  };
  for (const [line, program] of [
    [text, right],
    ['sudo podman pull a', 'podman'],
    ['sudo -E -u root podman pull a', 'podman'],
    ['time docker pull a', 'docker'],
    ['A=1 B="two words" docker pull a', 'docker'],
    ['env -u X A=1 nice -n 5 docker pull a', 'docker'],
    ['timeout -k 5 10m skopeo copy a b', 'skopeo'],
    ['sudo -- /usr/bin/docker pull a', 'docker'],
    ['& "C:\\Program Files\\Docker\\docker.exe" pull a', 'docker'],
    ['wsl -d Ubuntu docker pull a', 'docker'],
    ['exec crane pull a', 'crane'],
    ['$ENV', undefined],
    ['A=docker', undefined],
    ['sudo', undefined],
  ] as const)
    it(`knows the program of ${line}`, () => assert.equal(engineOfCommandLine(line)?.program, program));

  it('knows what runs as another user, who has other logins', () => {
    const output = `${host}/a: denied: access forbidden`;
    assert.equal(loginRefusalOf({ commandLine: 'sudo docker pull a', output }, hosts)?.isOtherUser, true);
    assert.equal(loginRefusalOf({ commandLine: 'time docker pull a', output }, hosts)?.isOtherUser, false);
  });

  it('leaves other programs alone', () => {
    for (const line of [`curl https://${host}/v2/`, `./build.sh ${host}`, ''])
      assert.equal(engineOfCommandLine(line), undefined, line);
  });
});
