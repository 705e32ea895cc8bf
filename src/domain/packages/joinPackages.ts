import type { NamedPackage, PackageType } from './packageFiles.ts';
import type { SbomPackage } from './sbom.ts';

/** A package that a file of the image names. */
export interface InstalledPackage extends NamedPackage {
  readonly type: PackageType;
  /** The file that says it, without a `/` at its beginning. */
  readonly path: string;
  /** The layer that file is of, counted from 0. */
  readonly layer: number;
}

/** A package of an image, with who says so. */
export interface ImagePackage extends NamedPackage {
  /** A word of package URLs; empty where none is known. */
  readonly type: string;
  readonly from: 'files' | 'sbom' | 'both';
  /** What says it in the image; missing for what only an SBOM has. */
  readonly path?: string;
  readonly layer?: number;
  /** The version that the SBOM has in its place. */
  readonly sbomVersion?: string;
}

/** One list of what files and SBOMs say, by name; what both say stands once, and where they differ both versions stand in one row. */
export function joinPackages(
  installed: readonly InstalledPackage[],
  sboms: readonly SbomPackage[],
): readonly ImagePackage[] {
  const said = new Map<string, SbomPackage[]>();
  const known = new Set<string>();
  for (const one of sboms) {
    const whole = `${keyOf(one)} ${one.version}`;
    if (known.has(whole)) continue;
    known.add(whole);
    said.set(keyOf(one), [...(said.get(keyOf(one)) ?? []), one]);
  }
  const same = new Set(installed.map((one) => `${keyOf(one)} ${one.version}`));
  const rows = installed.map((one): ImagePackage => {
    if (known.has(`${keyOf(one)} ${one.version}`)) return { ...one, from: 'both' };
    const others = said.get(keyOf(one)) ?? [];
    const at = others.findIndex(({ version }) => !same.has(`${keyOf(one)} ${version}`));
    const [other] = at < 0 ? [] : others.splice(at, 1);
    return other === undefined
      ? { ...one, from: 'files' }
      : { ...one, from: 'both', sbomVersion: other.version };
  });
  const left = [...said.values()].flat().filter((one) => !same.has(`${keyOf(one)} ${one.version}`));
  const order = new Intl.Collator('en', { numeric: true });
  return [...rows, ...left.map((one): ImagePackage => ({ ...one, from: 'sbom' }))].sort(
    (a, b) => order.compare(a.name, b.name) || order.compare(a.version, b.version),
  );
}

/** Names of Python's packages are the same whatever separates their words. Source: PEP 503. */
function keyOf({ type, name }: SbomPackage): string {
  return `${type} ${type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name}`;
}
