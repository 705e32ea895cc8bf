import assert from 'node:assert/strict';
import { Failure } from '../../../src/base/failure.ts';
import { createGitlabClient } from '../../../src/gitlab/client.ts';
import { createRegistryClient } from '../../../src/registry/client.ts';
import { refuseWrites } from '../../../src/net/refuseWrites.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { testHttp } from '../../fakes/httpServer.ts';

describe('read-only mode', () => {
  let box: Box;
  let isReadOnly = true;
  before(async () => (box = await startBox()));
  after(() => box.close());

  const clients = () => {
    const http = refuseWrites(testHttp({ now: Date.now }).http, () => isReadOnly);
    const token = () => Promise.resolve(box.tokens.maintainer);
    const credentials = async () => ({ username: 'maintainer', password: await token() });
    return {
      gitlab: createGitlabClient({ instanceUrl: box.url, token, http }),
      registry: createRegistryClient({ host: box.registryHost, instanceUrl: box.url, credentials, http }),
    };
  };

  it('reads everything', async () => {
    const { gitlab, registry } = clients();
    const repositories = (await gitlab.projectRepositories('acme/shop')).items;
    const web = repositories.find(({ name }) => name === 'web');
    assert.ok(web);
    assert.ok((await gitlab.tagsByGraphql(web.id)).items.length > 0);
    const [tag] = (await registry.tagsPage(web.path)).items;
    await registry.manifest(web.path, tag?.name ?? '');
  });

  it('sends nothing that changes something, and says why', async () => {
    const { gitlab, registry } = clients();
    const web = (await gitlab.projectRepositories('acme/shop')).items.find(({ name }) => name === 'web');
    assert.ok(web);
    const [tag] = (await registry.tagsPage(web.path)).items;
    const { text, manifest } = await registry.manifest(web.path, tag?.name ?? '');
    const content = { text, mediaType: manifest.mediaType };
    const writes = [
      () => gitlab.deleteTags(web.id, ['latest']),
      () => gitlab.deleteTag('acme/shop', web.id, 'latest'),
      () => gitlab.deleteRepository('acme/shop', web.id),
      () => gitlab.changePolicy('acme/shop', { enabled: true }),
      () => registry.putManifest(web.path, 'new', content),
    ];
    for (const write of writes) {
      box.log.clear();
      await assert.rejects(
        write(),
        (error) => Failure.is(error, 'denied') && error.details.code === 'readOnly',
      );
      const sent = box.log.entries.filter(({ method }) => method !== 'GET');
      assert.deepEqual(sent, []);
    }
    isReadOnly = false;
    await registry.putManifest(web.path, 'new', content);
    assert.ok((await box.backend.tagNames(web.path)).includes('new'));
  });
});
