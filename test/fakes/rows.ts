/** Rows of the tree and the targets of a command, for tests of commands. */
import type { Targets } from '../../src/commands/shared/targets.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Tag } from '../../src/domain/tag.ts';
import { usualView } from '../../src/domain/tags/tagView.ts';
import { tagNode, type Node, type RepositoryNode, type TagNode } from '../../src/tree/nodes.ts';

/** A repository of `registry.example.com`. */
export function testRepository(path = 'acme/shop/web', others: Partial<Repository> = {}): Repository {
  const name = path.split('/').slice(2).join('/');
  return { id: 7, path, name, location: `registry.example.com/${path}`, ...others };
}

/** Its row, below the connection `c`. */
export function repositoryRow(repository = testRepository()): RepositoryNode {
  return {
    kind: 'repository',
    id: `c/r:${repository.id}`,
    connectionId: 'c',
    instanceUrl: 'https://gitlab.example.com',
    repository,
    projectPath: repository.path.split('/').slice(0, 2).join('/'),
    view: usualView,
    isPinned: false,
    isShortcut: false,
  };
}

/** The row of a tag of it. */
export function tagRow(
  tag: Pick<Tag, 'name'> & Partial<Tag>,
  row: RepositoryNode = repositoryRow(),
): TagNode {
  return tagNode(row, testTag(tag, row.repository));
}

/** A tag of a repository. */
export function testTag(tag: Pick<Tag, 'name'> & Partial<Tag>, { path, location } = testRepository()): Tag {
  return { path: `${path}:${tag.name}`, location: `${location}:${tag.name}`, ...tag };
}

/** The targets of a command that was called with these rows, without a question. */
export function targetsOf(...rows: readonly Node[]): Targets {
  const fitting = (kinds: readonly string[]): readonly Node[] =>
    rows.filter(({ kind }) => kinds.includes(kind));
  return {
    one: (kinds) => Promise.resolve(fitting(kinds)[0] as never),
    many: (kinds) => Promise.resolve(fitting(kinds) as never),
  };
}
