import assert from 'node:assert/strict';
import { fillRecipe } from '../../../../src/domain/recipes/fillRecipe.ts';

const place = {
  instanceUrl: 'https://gitlab.example.com:8443/git',
  location: 'registry.example.com:5050/acme/shop/web',
  name: 'web',
};

describe('the addresses in a recipe', () => {
  it('are GitLab’s variables in a job, with the real ones beside them', () => {
    assert.equal(
      fillRecipe('IMAGE: __IMAGE__ # __LOCATION__', place),
      'IMAGE: $CI_REGISTRY_IMAGE/web # registry.example.com:5050/acme/shop/web',
    );
    assert.equal(
      fillRecipe('__IMAGE__', { ...place, location: 'registry.example.com/acme/shop', name: '' }),
      '$CI_REGISTRY_IMAGE',
    );
  });

  it('are the real ones for an administrator', () => {
    assert.equal(
      fillRecipe('__GITLAB_URL__ __GITLAB_HOST__ __REGISTRY_HOST__ __REGISTRY_NAME__', place),
      'https://gitlab.example.com:8443/git gitlab.example.com registry.example.com:5050 registry.example.com',
    );
  });

  it('are examples without a place, but none beside a variable', () => {
    assert.equal(fillRecipe('IMAGE: __IMAGE__ # __LOCATION__\n', undefined), 'IMAGE: $CI_REGISTRY_IMAGE\n');
    assert.equal(fillRecipe('__GITLAB_URL__', undefined), 'https://gitlab.example.com');
  });

  it('are refused when they are none: a recipe is run', () => {
    for (const location of ['h/a: b', 'h/a"; id', 'h/$(id)', 'h/a\nscript: x', "h/a'"])
      assert.equal(fillRecipe('', { ...place, location, name: '' }), undefined, location);
    assert.equal(fillRecipe('', { ...place, instanceUrl: "https://x'\nid" }), undefined);
    assert.equal(fillRecipe('', { ...place, name: 'other' }), undefined);
  });
});
