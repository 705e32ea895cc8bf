import assert from 'node:assert/strict';
import { ciSlug, predefinedVariables } from '../../../../../src/domain/references/ci/ciVariables.ts';

describe('the predefined variables of CI', () => {
  // Source: the gem gitlab-utils, Gitlab::Utils.slugify, and its specification.
  it('have slugs that are cut first and stripped then', () => {
    assert.equal(ciSlug('feature/A_b'), 'feature-a-b');
    assert.equal(ciSlug('a//b'), 'a--b');
    assert.equal(ciSlug(`${'a'.repeat(62)}-${'b'.repeat(7)}`), 'a'.repeat(62));
    assert.equal(ciSlug('--x--'), 'x');
  });

  // Source: gitlab, app/models/project.rb and lib/gitlab/ci/variables.
  it('keep the case of the path, but for the image and the proxy', () => {
    const variables = predefinedVariables({
      path: 'Acme/Sub/Shop',
      registry: 'registry.example.com:5050',
      gitlabHost: 'gitlab.example.com:8443',
    });
    assert.deepEqual(Object.fromEntries(variables), {
      CI_PROJECT_PATH: 'Acme/Sub/Shop',
      CI_PROJECT_NAME: 'Shop',
      CI_PROJECT_NAMESPACE: 'Acme/Sub',
      CI_PROJECT_ROOT_NAMESPACE: 'Acme',
      CI_PROJECT_PATH_SLUG: 'acme-sub-shop',
      CI_TEMPLATE_REGISTRY_HOST: 'registry.gitlab.com',
      CI_REGISTRY: 'registry.example.com:5050',
      CI_REGISTRY_IMAGE: 'registry.example.com:5050/acme/sub/shop',
      CI_SERVER_HOST: 'gitlab.example.com',
      CI_DEPENDENCY_PROXY_SERVER: 'gitlab.example.com:8443',
      CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX: 'gitlab.example.com:8443/acme/dependency_proxy/containers',
      CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX:
        'gitlab.example.com:8443/acme/sub/dependency_proxy/containers',
    });
  });

  it('of the registry are unknown where the registry is', () => {
    const variables = predefinedVariables({ path: 'a/b' });
    assert.equal(variables.get('CI_REGISTRY_IMAGE'), undefined);
    assert.equal(variables.get('CI_DEFAULT_BRANCH'), undefined);
  });
});
