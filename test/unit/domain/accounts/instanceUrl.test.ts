import assert from 'node:assert/strict';
import { isLoopback, parseInstanceUrl } from '../../../../src/domain/accounts/instanceUrl.ts';

describe('parseInstanceUrl', () => {
  const good: readonly (readonly [typed: string, url: string])[] = [
    ['gitlab.com', 'https://gitlab.com'],
    [' https://GitLab.Example.com/ ', 'https://gitlab.example.com'],
    ['https://host/gitlab/', 'https://host/gitlab'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://host:443', 'https://host'],
    ['https://host/git/-/user_settings/personal_access_tokens?name=x', 'https://host/git'],
    ['https://gitlab.com/users/sign_in', 'https://gitlab.com'],
    ['https://[::1]:8443/', 'https://[::1]:8443'],
  ];
  for (const [typed, url] of good) {
    it(`reads ${typed.trim()}`, () => {
      const instance = parseInstanceUrl(typed);
      assert.ok(typeof instance !== 'string', typed);
      assert.equal(instance.url, url);
      assert.equal(new URL(url).host, instance.host);
      assert.equal(instance.isEncrypted, url.startsWith('https'));
    });
  }

  const bad: readonly (readonly [typed: string, problem: string])[] = [
    ['', 'empty'],
    ['   ', 'empty'],
    ['ssh://git@host/a/b', 'notHttp'],
    ['javascript://x', 'notHttp'],
    ['https://user:secret@host', 'hasCredentials'],
    ['https://ho st', 'malformed'],
    ['https://', 'malformed'],
    ['https://host/../x y', 'malformed'],
  ];
  for (const [typed, problem] of bad) {
    it(`says ${problem} for “${typed}”`, () => assert.equal(parseInstanceUrl(typed), problem));
  }
});

describe('isLoopback', () => {
  it('knows the names and addresses that stay on the machine', () => {
    for (const host of ['localhost', 'localhost:80', '127.0.0.1', '127.9.9.9:1', '[::1]:8443'])
      assert.ok(isLoopback(host), host);
    for (const host of ['localhost.evil.com', '128.0.0.1', 'example.com']) assert.ok(!isLoopback(host), host);
  });
});
