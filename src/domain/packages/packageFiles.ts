import { parseJson } from '../../base/parseJson.ts';
import { fieldOf, textOf } from '../images/loose.ts';

/** Whose package something is, by its package manager; the words of package URLs (purl). */
export type PackageType = 'deb' | 'apk' | 'npm' | 'pypi';

/** A package as a file of an image, or an SBOM, names it. */
export interface NamedPackage {
  readonly name: string;
  readonly version: string;
}

/** How packages are named in a file, by its path without a `/` at its beginning; `undefined` for files that name none. */
export function packageFileType(path: string): PackageType | undefined {
  return kinds.find(([pattern]) => pattern.test(path))?.[1];
}

/**
 * Sources: dpkg's manual, `status`; distroless, `status.d`; apk-tools, apk-world(5) and "Installed database"; npm, "folders"; Python packaging
 * guide, "Recording installed projects", and setuptools' `egg-info`.
 */
const kinds: readonly (readonly [RegExp, PackageType])[] = [
  [/^var\/lib\/dpkg\/status$/, 'deb'],
  [/^var\/lib\/dpkg\/status\.d\/(?!.*\.md5sums$)[^/]+$/, 'deb'],
  [/^(?:usr\/)?lib\/apk\/db\/installed$/, 'apk'],
  [/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/.@][^/]*\/package\.json$/, 'npm'],
  [/\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/, 'pypi'],
];

/** The packages that a file names, in its order. What is broken in it is left out. */
export function packagesIn(type: PackageType, text: string): readonly NamedPackage[] {
  if (type === 'deb') return dpkgPackages(text);
  if (type === 'apk') return apkPackages(text);
  const one = type === 'npm' ? npmPackage(text) : pythonPackage(text);
  return one === undefined ? [] : [one];
}

/** Stanzas of `Field: value`; of a package that was removed only its settings are left. */
function dpkgPackages(text: string): readonly NamedPackage[] {
  return text.split(/\r?\n(?:[ \t]*\r?\n)+/).flatMap((stanza) => {
    const fields = headersOf(stanza);
    const state = fields.get('status')?.trim().split(/\s+/)[2] ?? 'installed';
    if (state === 'not-installed' || state === 'config-files') return [];
    return named(fields.get('package'), fields.get('version'));
  });
}

function apkPackages(text: string): readonly NamedPackage[] {
  return text.split(/\n\n+/).flatMap((block) => {
    const lines = block.split('\n');
    // The files of a package follow, with letters of their own.
    const end = lines.findIndex((line) => line.startsWith('F:'));
    const head = end < 0 ? lines : lines.slice(0, end);
    const value = (letter: string): string | undefined =>
      head.find((line) => line.startsWith(`${letter}:`))?.slice(2);
    return named(value('P'), value('V'));
  });
}

function npmPackage(text: string): NamedPackage | undefined {
  const json = parseJson(text);
  return named(textOf(fieldOf(json, 'name')), textOf(fieldOf(json, 'version')))[0];
}

/** Headers as in mail; the description follows an empty line. */
function pythonPackage(text: string): NamedPackage | undefined {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const fields = headersOf(head);
  return named(fields.get('name'), fields.get('version'))[0];
}

/** Longer names than this have no honest use. */
const longest = 300;

function named(name: string | undefined, version: string | undefined): readonly NamedPackage[] {
  const [one, two] = [name?.trim() ?? '', version?.trim() ?? ''];
  return one === '' || two === '' || one.length > longest || two.length > longest
    ? []
    : [{ name: one, version: two }];
}

/** The first value of each field, by lower-case name; lines that begin with a space go on with the one before and are left out. */
function headersOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at <= 0 || line.startsWith(' ') || line.startsWith('\t')) continue;
    const name = line.slice(0, at).trim().toLowerCase();
    if (!fields.has(name)) fields.set(name, line.slice(at + 1).trim());
  }
  return fields;
}
