import assert from 'node:assert/strict';
import { glabHosts, isSurelyOver, type GlabHost } from '../../../../src/domain/foreign/glabConfig.ts';

const now = Date.parse('2026-11-27T12:00:00Z');

/** As glab 1.80 writes it before anybody signed in. Source: glab, `internal/config/config.yaml.lock`. */
const fresh = `# What protocol to use when performing Git operations. Supported values: ssh, https.
git_protocol: ssh
# What editor glab should run when creating issues, merge requests, etc.
editor:
check_update: true
# Default GitLab hostname to use.
host: gitlab.com
# Configuration specific for GitLab instances.
hosts:
    gitlab.com:
        # What protocol to use to access the API endpoint. Supported values: http, https.
        api_protocol: https
        # Configure host for API endpoint. Defaults to the host itself.
        api_host: gitlab.com
        # Your GitLab access token. To get one, read https://docs.gitlab.com/user/profile/personal_access_tokens/
        token:
        container_registry_domains: gitlab.com,gitlab.com:443,registry.gitlab.com
        # Custom HTTP headers to add to all HTTP requests made by glab.
        # - name: Proxy-Authorization
        custom_headers: []
aliases:
    ci: pipeline ci
    co: mr checkout
`;

const host = (name: string, fields: string): string =>
  `hosts:\n    ${name}:\n${fields
    .trim()
    .split('\n')
    .map((line) => `        ${line.trim()}\n`)
    .join('')}`;

const table: readonly (readonly [name: string, text: string, hosts: readonly GlabHost[] | undefined])[] = [
  ['an empty file', '', []],
  ['a file without hosts', 'editor: vim\n', []],
  ['the file that glab makes at first', fresh, []],
  [
    'a personal token, as every glab before the tag was mended wrote it',
    fresh.replace('token:\n', 'token: !!null abc\n        user: olive\n'),
    [
      {
        host: 'gitlab.com',
        address: 'https://gitlab.com',
        username: 'olive',
        credential: { kind: 'accessToken', secret: 'abc', isOauth: false },
      },
    ],
  ],
  [
    'another address of the API, over http',
    host('git.example.com', 'token: abc\napi_host: api.example.com:8080\napi_protocol: http'),
    [
      {
        host: 'git.example.com',
        address: 'http://api.example.com:8080',
        credential: { kind: 'accessToken', secret: 'abc', isOauth: false },
      },
    ],
  ],
  [
    'an OAuth token that is good for another hour',
    host(
      'gitlab.com',
      'is_oauth2: "true"\noauth2_refresh_token: r\noauth2_expiry_date: 27 Nov 26 13:00 UTC\ntoken: abc',
    ),
    [
      {
        host: 'gitlab.com',
        address: 'https://gitlab.com',
        credential: { kind: 'accessToken', secret: 'abc', isOauth: true },
      },
    ],
  ],
  [
    'an OAuth token that is over',
    host('gitlab.com', 'is_oauth2: "true"\noauth2_expiry_date: 27 Nov 26 11:59 UTC\ntoken: abc'),
    [{ host: 'gitlab.com', address: 'https://gitlab.com', credential: { kind: 'expired' } }],
  ],
  [
    'a job token, which glab prefers to an access token',
    host('gitlab.com', 'token: abc\njob_token: def'),
    [
      {
        host: 'gitlab.com',
        address: 'https://gitlab.com',
        credential: { kind: 'jobToken', secret: 'def', isOauth: false },
      },
    ],
  ],
  [
    'a token in the keychain of the system (glab auth login --use-keyring)',
    host('gitlab.com', 'api_host: gitlab.com\nuser: olive'),
    [
      {
        host: 'gitlab.com',
        address: 'https://gitlab.com',
        username: 'olive',
        credential: { kind: 'elsewhere' },
      },
    ],
  ],
  ['hosts that are a text', 'hosts: many\n', undefined],
  ['a host that is a text', 'hosts:\n  gitlab.com: abc\n', undefined],
  ['a list', '- a\n', undefined],
  ['JSON', '{"hosts": {}}', undefined],
  ['YAML that is not simple', 'hosts: &a\n  gitlab.com:\n    token: x\n', undefined],
];

describe('glab’s configuration', () => {
  for (const [name, text, hosts] of table)
    it(`with ${name}`, () => assert.deepEqual(glabHosts(text, now), hosts));

  it('with the name of an inherited thing as host has nothing of it', () => {
    const hosts = glabHosts('hosts:\n  __proto__:\n    token: x\n  constructor:\n    user: y\n', now);
    assert.deepEqual(
      hosts?.map((one) => [one.host, one.credential.kind]),
      [
        ['__proto__', 'accessToken'],
        ['constructor', 'elsewhere'],
      ],
    );
  });

  it('says that a time is over only where no time zone could make it later', () => {
    assert.ok(isSurelyOver('27 Nov 26 11:59 UTC', now));
    assert.ok(!isSurelyOver('27 Nov 26 12:01 GMT', now));
    assert.ok(!isSurelyOver('27 Nov 26 08:00 PST', now));
    assert.ok(isSurelyOver('25 Nov 26 08:00 PST', now));
    assert.ok(!isSurelyOver('', now));
    assert.ok(!isSurelyOver('yesterday', now));
    assert.ok(!isSurelyOver('99 Foo 26 08:00 UTC', now));
  });
});
