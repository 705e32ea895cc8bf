import assert from 'node:assert/strict';
import { refSlug } from '../../../../src/domain/stale/refSlug.ts';

describe('slug of a ref', () => {
  // GitLab's own examples: gems/gitlab-utils/spec/gitlab/utils_spec.rb, `.slugify`; the rest follows its rule.
  const examples: readonly (readonly [ref: string, slug: string])[] = [
    ['TEST', 'test'],
    ['project_with_underscores', 'project-with-underscores'],
    ['namespace/project', 'namespace-project'],
    ['a'.repeat(70), 'a'.repeat(63)],
    ['test_trailing_', 'test-trailing'],
    ['feature/Änderung_2', 'feature--nderung-2'],
    ['-leading', 'leading'],
    [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
    ['refs/merge-requests/12/head', 'refs-merge-requests-12-head'],
    ['v1.2.3', 'v1-2-3'],
    ['🚀launch', 'launch'],
    ['中文', ''],
  ];
  for (const [ref, slug] of examples) {
    it(`of “${ref.slice(0, 30)}” is “${slug.slice(0, 30)}”`, () => assert.equal(refSlug(ref), slug));
  }
});
