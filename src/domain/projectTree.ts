/** Folders and projects as they nest by path. Both kinds are sorted by name, folders first. */
export type ProjectBranch =
  | {
      readonly kind: 'folder';
      readonly path: string;
      readonly label: string;
      readonly children: readonly ProjectBranch[];
    }
  | { readonly kind: 'project'; readonly path: string; readonly label: string };

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly projects: Set<string>;
}

/**
 * Arranges full project paths below a root group. A folder whose only child is a folder is shown as one row, `a/b`.
 * Example: root `acme`, paths `acme/x/y/p`, `acme/q` → folder `x/y` with project `p`, then project `q`.
 * Paths outside the root are ignored; `undefined` as root stands for the top.
 */
export function arrangeProjects(paths: Iterable<string>, root: string | undefined): readonly ProjectBranch[] {
  const top: Folder = { folders: new Map(), projects: new Set() };
  const prefix = root === undefined ? '' : `${root}/`;
  for (const path of paths) {
    if (!path.toLowerCase().startsWith(prefix.toLowerCase())) continue;
    insert(top, path.slice(prefix.length).split('/'));
  }
  return branchesOf(top, root === undefined ? '' : prefix);
}

function insert(top: Folder, segments: readonly string[]): void {
  const name = segments.at(-1);
  if (name === undefined || name === '') return;
  let folder = top;
  for (const segment of segments.slice(0, -1)) {
    const next = folder.folders.get(segment) ?? { folders: new Map(), projects: new Set() };
    folder.folders.set(segment, next);
    folder = next;
  }
  folder.projects.add(name);
}

function branchesOf(folder: Folder, prefix: string): readonly ProjectBranch[] {
  const folders = [...folder.folders].map(([name, child]) => compacted(name, child, prefix));
  const projects = [...folder.projects].map(
    (label) => ({ kind: 'project', path: prefix + label, label }) as const,
  );
  return [...folders.sort(byLabel), ...projects.sort(byLabel)];
}

function compacted(name: string, folder: Folder, prefix: string): ProjectBranch {
  let label = name;
  let current = folder;
  for (;;) {
    const [only] = current.folders;
    if (only === undefined || current.folders.size > 1 || current.projects.size > 0) break;
    label += `/${only[0]}`;
    current = only[1];
  }
  const path = prefix + label;
  return { kind: 'folder', path, label, children: branchesOf(current, `${path}/`) };
}

function byLabel(a: ProjectBranch, b: ProjectBranch): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}
