import assert from 'node:assert/strict';
import { ciLogins, snippetForms } from '../../../../src/domain/snippets/forms.ts';
import { snippetImageOf } from '../../../../src/domain/snippets/snippetImage.ts';

const images = ['registry.example.com/acme/web:1.0', 'registry.example.com/acme/api:2.0'].map((location) =>
  snippetImageOf(location, 'tag', {})!,
);

describe('the forms to copy', () => {
  it('have each a name of their own, and name every image that they are for', () => {
    assert.equal(new Set(snippetForms.map(({ id }) => id)).size, snippetForms.length);
    for (const form of snippetForms) {
      const { id, group, isForOne = false } = form;
      if (group === 'login') continue;
      const written = form.write(isForOne ? images.slice(0, 1) : images);
      for (const path of isForOne ? ['acme/web'] : ['acme/web', 'acme/api'])
        assert.ok(written.includes(path), `${id}: ${written}`);
    }
  });

  // Source: GitLab docs, "Authenticate with the container registry": predefined variables; --password-stdin keeps the password
  // out of the process list.
  it('log in through standard input, with the variables that a job has', () => {
    for (const line of Object.values(ciLogins)) {
      assert.match(line, /^printf '%s' "\$CI_\w+_PASSWORD" \| docker login "\$CI_REGISTRY" /);
      assert.match(line, / --password-stdin$/);
    }
  });
});
