import type { GitConfigEntry } from './gitConfig.ts';
import { fitsWildcards } from './wildcards.ts';

/** Where a configuration is read: what the conditions of includes ask for. Paths with `/`, absolute. */
export interface GitSurroundings {
  /** The git directory, of a worktree its own: `/src/app/.git`. */
  readonly gitDirectory: string;
  /** `undefined` where it is not known. */
  readonly home: string | undefined;
  readonly branch: string | undefined;
}

/**
 * The file that an entry includes into the file at `path`, as an absolute path; `undefined` for an entry that includes nothing here.
 * Source: git-config(1), "Includes" and "Conditional includes".
 */
export function includedPath(
  { section, subsection, key, value }: GitConfigEntry,
  path: string,
  surroundings: GitSurroundings,
): string | undefined {
  if (key !== 'path' || value === undefined || value === '') return undefined;
  const isMeant =
    (section === 'include' && subsection === undefined) ||
    (section === 'includeif' && subsection !== undefined && isMet(subsection, path, surroundings));
  return isMeant ? absolutePath(value, path, surroundings.home) : undefined;
}

function absolutePath(value: string, path: string, home: string | undefined): string | undefined {
  if (value.startsWith('~/')) return home && `${home}${value.slice(1)}`;
  return isAbsolutePath(value) ? value : `${folderOf(path)}/${value}`;
}

/** Whether a path of a git file is absolute, on this system or on Windows: `/a`, `C:/a`, `\\server\a`. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function isMet(condition: string, path: string, surroundings: GitSurroundings): boolean {
  const colon = condition.indexOf(':');
  const [keyword, pattern] = [condition.slice(0, colon), condition.slice(colon + 1)];
  const { gitDirectory, branch, home } = surroundings;
  if (keyword === 'onbranch') return branch !== undefined && fits(withEnd(pattern), branch);
  if (keyword !== 'gitdir' && keyword !== 'gitdir/i') return false;
  const full = directoryPattern(pattern, path, home);
  if (full === undefined) return false;
  const isLoose = keyword === 'gitdir/i';
  const lower = (text: string): string => (isLoose ? text.toLowerCase() : text);
  return fits(lower(full), lower(gitDirectory)) || fits(lower(full), `${lower(gitDirectory)}/`);
}

function directoryPattern(pattern: string, path: string, home: string | undefined): string | undefined {
  if (pattern.startsWith('~/')) return home && withEnd(`${home}${pattern.slice(1)}`);
  if (pattern.startsWith('./')) return withEnd(`${folderOf(path)}${pattern.slice(1)}`);
  return withEnd(isAbsolutePath(pattern) ? pattern : `**/${pattern}`);
}

function withEnd(pattern: string): string {
  return pattern.endsWith('/') ? `${pattern}**` : pattern;
}

/** `*` and `?` within a part of a path, `**` for any number of parts. Source: gitignore(5). Work grows with pattern times text. */
function fits(pattern: string, text: string): boolean {
  return partsFit(pattern.slice(0, 1000).split('/'), text.slice(0, 2000).split('/'));
}

/** Which numbers of leading parts fit the leading patterns, pattern by pattern. */
function partsFit(patterns: readonly string[], parts: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const pattern of patterns) {
    const next = new Set<number>();
    for (const at of reached)
      if (pattern === '**') for (let to = at; to <= parts.length; to += 1) next.add(to);
      else if (at < parts.length && fitsWildcards(pattern, parts[at] ?? '')) next.add(at + 1);
    reached = next;
  }
  return reached.has(parts.length);
}
