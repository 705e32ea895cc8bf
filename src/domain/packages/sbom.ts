import { parseJson } from '../../base/parseJson.ts';
import { fieldOf, itemsOf, textOf } from '../images/loose.ts';
import type { NamedPackage } from './packageFiles.ts';

/** A package as an SBOM has it. */
export interface SbomPackage extends NamedPackage {
  /** That of its package URL, such as `deb` or `golang`; empty where it has none. */
  readonly type: string;
}

/** A bill of materials. */
export interface Sbom {
  readonly format: 'SPDX' | 'CycloneDX';
  readonly packages: readonly SbomPackage[];
}

/** The text that base64 stands for; anything for what is none. */
type Decode = (base64: string) => string;

const deepest = 6;
const mostPackages = 100_000;

/**
 * Reads an SBOM in JSON: SPDX 2 and 3, CycloneDX, bare or inside an in-toto statement, a DSSE envelope or a sigstore bundle. `undefined`
 * for anything else. Sources: SPDX 2.3 and 3.0, CycloneDX 1.6, in-toto attestation v1, sigstore `bundle` v0.3.
 */
export function readSbom(text: string, decode: Decode): Sbom | undefined {
  return sbomIn(parseJson(text), decode, 0);
}

function sbomIn(json: unknown, decode: Decode, depth: number): Sbom | undefined {
  if (depth > deepest) return undefined;
  if (textOf(fieldOf(json, 'spdxVersion')) !== undefined) return spdx(json);
  if (fieldOf(json, 'bomFormat') === 'CycloneDX') return cyclonedx(json);
  if (Array.isArray(fieldOf(json, '@graph'))) return spdx3(json);
  const inner = insideOf(json, decode);
  return inner === undefined ? undefined : sbomIn(inner, decode, depth + 1);
}

/** What an envelope or a statement carries; cosign wraps a predicate once more in `Data`, as an object or as text. */
function insideOf(json: unknown, decode: Decode): unknown {
  const payload = textOf(fieldOf(json, 'payload'));
  if (payload !== undefined) return parseJson(decode(payload));
  const predicate = fieldOf(json, 'predicate');
  const data = fieldOf(predicate, 'Data');
  if (typeof data === 'string') return parseJson(data);
  return data ?? predicate ?? fieldOf(json, 'dsseEnvelope') ?? fieldOf(json, 'sbom');
}

/** The document itself is a package of those: what it describes is the image. */
function spdx(json: unknown): Sbom {
  const packages = itemsOf(fieldOf(json, 'packages'))
    .slice(0, mostPackages)
    .flatMap((one) => {
      const purpose = textOf(fieldOf(one, 'primaryPackagePurpose'));
      const urls = itemsOf(fieldOf(one, 'externalRefs')).filter(
        (ref) => fieldOf(ref, 'referenceType') === 'purl',
      );
      const url = textOf(fieldOf(urls[0], 'referenceLocator'));
      if (purpose === 'CONTAINER' || purpose === 'OPERATING-SYSTEM' || purpose === 'FILE') return [];
      return packageOf(fieldOf(one, 'name'), fieldOf(one, 'versionInfo'), url);
    });
  return { format: 'SPDX', packages };
}

function spdx3(json: unknown): Sbom | undefined {
  const packages = itemsOf(fieldOf(json, '@graph'))
    .slice(0, mostPackages)
    .flatMap((one) => {
      if (fieldOf(one, 'type') !== 'software_Package') return [];
      const purpose = fieldOf(one, 'software_primaryPurpose');
      if (purpose === 'container' || purpose === 'operatingSystem') return [];
      return packageOf(
        fieldOf(one, 'name'),
        fieldOf(one, 'software_packageVersion'),
        textOf(fieldOf(one, 'software_packageUrl')),
      );
    });
  return packages.length === 0 ? undefined : { format: 'SPDX', packages };
}

const noPackages = new Set([
  'container',
  'operating-system',
  'file',
  'device',
  'firmware',
  'data',
  'cryptographic-asset',
]);

/** Components stand in each other. */
function cyclonedx(json: unknown): Sbom {
  const packages: SbomPackage[] = [];
  const waiting = [...itemsOf(fieldOf(json, 'components'))].reverse();
  for (let one = waiting.pop(); one !== undefined && packages.length < mostPackages; one = waiting.pop()) {
    waiting.push(...[...itemsOf(fieldOf(one, 'components'))].reverse());
    if (noPackages.has(String(fieldOf(one, 'type')))) continue;
    const group = textOf(fieldOf(one, 'group'));
    const name = textOf(fieldOf(one, 'name')) ?? '';
    const whole = group === undefined ? name : `${group}/${name}`;
    packages.push(...packageOf(whole, fieldOf(one, 'version'), textOf(fieldOf(one, 'purl'))));
  }
  return { format: 'CycloneDX', packages };
}

/** A package URL says more exactly than the other fields what something is. Source: purl specification. */
function packageOf(name: unknown, version: unknown, url = ''): readonly SbomPackage[] {
  const read = readPackageUrl(url) ?? { type: '', name, version: undefined };
  const one = { type: read.type, name: read.name, version: textOf(version) ?? read.version };
  if (images.has(one.type) || !isStated(one.name) || !isStated(one.version)) return [];
  return [{ type: one.type, name: one.name, version: one.version }];
}

const images = new Set(['oci', 'docker']);

/** SPDX has a word for what nobody knows. */
function isStated(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text !== 'NOASSERTION' && text.length <= 300;
}

/** Types whose namespace is the distribution and no part of the name. */
const distributions = new Set(['deb', 'apk', 'rpm', 'alpm']);

/** Example: `pkg:npm/%40acme/ui@5.2.0?x=y` → npm, `@acme/ui`, `5.2.0`. */
export function readPackageUrl(
  url: string,
): { readonly type: string; readonly name: string; readonly version: string | undefined } | undefined {
  const found = /^pkg:\/{0,2}([a-z0-9.+-]+)\/([^?#]+)/i.exec(url);
  const [, type = '', path = ''] = found ?? [];
  const at = path.lastIndexOf('@');
  const names = (at > 0 ? path.slice(0, at) : path)
    .split('/')
    .filter((one) => one !== '')
    .map(percentDecoded);
  if (found === null || names.length === 0) return undefined;
  const lower = type.toLowerCase();
  const name = distributions.has(lower) ? (names.at(-1) ?? '') : names.join('/');
  return { type: lower, name, version: at > 0 ? percentDecoded(path.slice(at + 1)) : undefined };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
