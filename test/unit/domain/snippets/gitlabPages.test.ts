import assert from 'node:assert/strict';
import { gitlabPages } from '../../../../src/domain/snippets/gitlabPages.ts';

const instanceUrl = 'https://gitlab.example.com/git';
const urlsOf = (subject: Parameters<typeof gitlabPages>[0]): Readonly<Record<string, string>> =>
  Object.fromEntries(gitlabPages(subject).map(({ id, url }) => [id, url]));

describe('pages of GitLab', () => {
  // Source: GitLab docs, "Reduce container registry storage", "Project access tokens", "Deploy tokens"; facts of GitLab's routes.
  it('about a repository are its own, its project’s and the person’s', () => {
    const urls = urlsOf({ instanceUrl, projectPath: 'acme/my shop', repositoryId: 7 });
    assert.equal(urls['repository'], `${instanceUrl}/acme/my%20shop/container_registry/7`);
    assert.equal(
      urls['cleanupPolicy'],
      `${instanceUrl}/acme/my%20shop/-/settings/packages_and_registries/cleanup_image_tags`,
    );
    assert.equal(urls['projectTokens'], `${instanceUrl}/acme/my%20shop/-/settings/access_tokens`);
    assert.equal(urls['personalTokens'], `${instanceUrl}/-/user_settings/personal_access_tokens`);
    assert.ok(!('group' in urls));
  });

  it('about a group are the group’s', () => {
    const urls = urlsOf({ instanceUrl, groupPath: 'acme/platform' });
    assert.equal(urls['groupRegistry'], `${instanceUrl}/groups/acme/platform/-/container_registries`);
    assert.ok(!('project' in urls));
  });

  it('never lead to another host, whatever a path is called', () => {
    for (const { url } of gitlabPages({ instanceUrl, projectPath: '../@evil.example/?x#y', repositoryId: 1 }))
      assert.equal(new URL(url).host, 'gitlab.example.com');
  });
});
