import { trimEndOf, trimOf } from '../../base/cut.ts';
import { formatImageReference, parseImageReference, type ImageReference } from '../imageReference.ts';
import type { Platform } from '../platform.ts';

/** An image as a snippet names it. */
export interface SnippetImage extends ImageReference {
  /** Wanted explicitly; without it whoever pulls decides. */
  readonly platform?: Platform;
}

/** What a snippet's reference ends with: `name:tag`, `name@digest`, or both at once. */
export const referenceForms = ['tag', 'digest', 'pinned'] as const;

export type ReferenceForm = (typeof referenceForms)[number];

/**
 * The image that a tag's location names, referred to in a form. `undefined` when a location is none that container programs
 * read, such as one with a space or a quote in it: nothing is made of it then. Without a known digest the tag has to do.
 */
export function snippetImageOf(
  location: string,
  form: ReferenceForm,
  known: { readonly digest?: string | undefined; readonly platform?: Platform | undefined },
): SnippetImage | undefined {
  const reference = parseImageReference(location);
  if (reference === undefined) return undefined;
  const { host, path, tag } = reference;
  const { digest, platform } = known;
  const wantsDigest = form !== 'tag' && digest !== undefined;
  const image = {
    host,
    path,
    ...(tag !== undefined && (form !== 'digest' || !wantsDigest) && { tag }),
    ...(wantsDigest && { digest }),
    ...(platform !== undefined && { platform }),
  };
  return parseImageReference(formatImageReference(image)) === undefined ? undefined : image;
}

/** `host/path`, without tag and digest. */
export function repositoryOf({ host, path }: ImageReference): string {
  return `${host}/${path}`;
}

/** `linux/arm/v7`, as `--platform` takes it: without the version of Windows. `undefined` for one that no program would take. */
export function platformArgument({ os, architecture, variant }: Platform): string | undefined {
  const parts = [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])];
  return parts.every((part) => /^[a-z0-9][\w.-]*$/i.test(part)) ? parts.join('/') : undefined;
}

/**
 * A name for each image, all different, each a DNS label (at most 63 letters, digits and hyphens) as compose, Kubernetes and
 * CI services want it: the end of the path, with the tag where that is not enough, then with a number.
 */
export function namesOf(images: readonly ImageReference[]): readonly string[] {
  const short = images.map(({ path }) => dnsLabel(path.split('/').at(-1) ?? ''));
  const taken = new Set<string>();
  return images.map(({ tag = '' }, at) => {
    const own = short[at] ?? '';
    const isAlone = short.filter((name) => name === own).length === 1;
    const base = isAlone || tag === '' ? own : dnsLabel(`${own}-${tag}`);
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base.slice(0, 58)}-${count}`;
    taken.add(name);
    return name;
  });
}

function dnsLabel(text: string): string {
  const label = trimOf(
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 63),
    '-',
  );
  if (label === '') return 'image';
  return /^[a-z]/.test(label) ? label : trimEndOf(`image-${label}`.slice(0, 63), '-');
}
