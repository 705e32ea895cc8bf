import type { ImagePath } from '../domain/references/knownRepository.ts';
import type { FileReference, NamedImage, ReadFile } from '../domain/references/reference.ts';
import type { KnownHost } from './knowledge.ts';

/** An image that a file names and that one of the connections can look at. */
export interface PlacedImage {
  readonly reference: FileReference;
  readonly named: NamedImage;
  readonly image: ImagePath;
  readonly instanceUrl: string;
}

/** Picks the references to images of the connections' registries. A file never chooses a host: other hosts are left out. */
export function placeImages(file: ReadFile, hosts: readonly KnownHost[]): readonly PlacedImage[] {
  const byHost = new Map(hosts.map((one) => [one.host, one]));
  return file.references.flatMap((reference) => {
    const { named } = reference;
    const at = named === undefined ? undefined : byHost.get(named.host);
    if (named === undefined || at === undefined || reference.isProxied === true) return [];
    if (isNoImage(named.path)) return [];
    const image = { connectionId: at.connectionId, location: `${named.host}/${named.path}` };
    return [{ reference, named, image, instanceUrl: at.instanceUrl }];
  });
}

/**
 * Paths on a registry's host that are no repository of the container registry: the dependency proxy, virtual registries, and the
 * Artifact Registry (`<handle>/container/<repository>/<image>`). Source: GitLab docs, "Artifact registry".
 */
function isNoImage(path: string): boolean {
  return (
    /(?:^|\/)dependency_proxy\/containers(?:\/|$)/.test(path) ||
    /(?:^|\/)virtual_registries\/container(?:\/|$)/.test(path) ||
    /^[^/]+\/container\/[^/]+\/./.test(path)
  );
}

/** Names that are given, kept for builds, or perhaps never pulled: nothing is complained about them. */
const unchecked: readonly FileReference['role'][] = ['tag', 'cache', 'model', 'variable', 'feature'];

/**
 * Whether what a reference means is certain, so that a complaint about it is right: it is pulled as it stands, and every variable in
 * it is one that GitLab itself sets. Others can be given from outside (`--build-arg`, the shell, a project's CI variables).
 */
export function isCertain({ reference }: PlacedImage): boolean {
  const { role, isBuilt, text, valuesFrom = [], expanded, alternatives } = reference;
  if (isBuilt === true || unchecked.includes(role) || alternatives !== undefined) return false;
  if (expanded === undefined || valuesFrom.some(({ from }) => from === 'env')) return false;
  const fixed = valuesFrom.reduce(
    (rest, { name }) => rest.replaceAll(`\${${name}}`, '').replaceAll(new RegExp(`\\$${name}\\b`, 'g'), ''),
    text,
  );
  return !fixed.includes('$') && !fixed.includes('{{');
}
