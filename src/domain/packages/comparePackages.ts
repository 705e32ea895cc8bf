import type { ImagePackage } from './joinPackages.ts';
import { compareVersions } from './compareVersions.ts';

/** What became of a package between two images. */
export interface PackageChange {
  readonly type: string;
  readonly name: string;
  readonly how: 'added' | 'removed' | 'up' | 'down';
  /** Versions, several where the image has several of one name; empty where it has none. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The changes in the order added, removed, up, down, each by name; and how many names are unchanged. */
export function comparePackages(
  before: readonly ImagePackage[],
  after: readonly ImagePackage[],
): { readonly changes: readonly PackageChange[]; readonly unchanged: number } {
  const [was, is] = [versionsOf(before), versionsOf(after)];
  const changes: PackageChange[] = [];
  let unchanged = 0;
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key) ?? [], is.get(key) ?? []];
    const gone = old.filter((version) => !now.includes(version));
    const come = now.filter((version) => !old.includes(version));
    if (gone.length === 0 && come.length === 0) {
      unchanged += 1;
      continue;
    }
    const at = key.indexOf(' ');
    const [type, name] = [key.slice(0, at), key.slice(at + 1)];
    changes.push({ type, name, how: howOf(type, gone, come), before: gone, after: come });
  }
  const order = new Intl.Collator('en', { numeric: true });
  changes.sort((a, b) => ranks[a.how] - ranks[b.how] || order.compare(a.name, b.name));
  return { changes, unchanged };
}

const ranks: Readonly<Record<PackageChange['how'], number>> = { added: 0, removed: 1, up: 2, down: 3 };

/** By the newest version of each side. */
function howOf(type: string, before: readonly string[], after: readonly string[]): PackageChange['how'] {
  const [old, now] = [before.at(-1), after.at(-1)];
  if (old === undefined) return 'added';
  if (now === undefined) return 'removed';
  return compareVersions(type, old, now) > 0 ? 'down' : 'up';
}

function versionsOf(packages: readonly ImagePackage[]): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, Set<string>>();
  for (const { type, name, version } of packages) {
    const key = `${type} ${name}`;
    const all = versions.get(key) ?? new Set<string>();
    versions.set(key, all.add(version));
  }
  return new Map(
    [...versions].map(([key, all]) => {
      const type = key.slice(0, key.indexOf(' '));
      return [key, [...all].sort((a, b) => compareVersions(type, a, b))];
    }),
  );
}
