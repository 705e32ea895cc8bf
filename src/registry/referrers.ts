import * as v from 'valibot';
import { mostValues, valuesIn } from '../base/budget.ts';
import { Failure } from '../base/failure.ts';
import { unlessFailed } from '../base/unlessFailed.ts';
import { fallbackTagOf, isDigest } from '../domain/digest.ts';
import type { Descriptor, Referrer } from '../domain/manifest.ts';
import { failureOf, jsonOf } from '../net/answers.ts';
import { checkedPath } from './address.ts';
import type { ContentCalls, ManifestDocument, RegistryCall } from './content.ts';
import { readManifest } from './documents.ts';
import { decodeAnswer } from './json.ts';
import type { RegistryTransport } from './transport.ts';
import { digest as digestShape, optionalDigest, optionalMediaType, tagName } from '../net/shapes.ts';

/** Finding what refers to a manifest. */
export interface ReferrerCalls {
  /**
   * Signatures, SBOMs, provenance of a manifest: from GitLab's own listing when the tag is told, from the OCI route or the
   * fallback tag `sha256-…`, and from cosign's own tags `sha256-….sig`, `.att` and `.sbom`, which it uses whatever the registry
   * has. Throws `tooLarge` for more than a thousand. At most six requests, and one for each sigstore bundle of which nothing tells what it holds; a way that the registry does not have is not tried again. Empty when there are none.
   */
  referrers(
    path: string,
    digest: string,
    call?: RegistryCall & { readonly tag?: string },
  ): Promise<readonly Referrer[]>;
}

const listing = v.array(
  v.object({
    name: tagName,
    digest: optionalDigest,
    referrers: v.nullish(v.array(v.object({ digest: digestShape, artifactType: optionalMediaType }))),
  }),
);
const indexType = 'application/vnd.oci.image.index.v1+json';

/** More than anybody attaches to one image; who lists more is not believed. */
const mostReferrers = 1000;

/** These ask for tags of one manifest only, so that a refusal says nothing of the registry. */
const tagWays: ReadonlySet<string> = new Set(['fallbackTag', 'cosignTags']);

interface Question extends RegistryCall {
  readonly path: string;
  readonly digest: string;
  readonly tag?: string;
}

/** The calls about referrers. */
export function referrerCalls(send: RegistryTransport, content: ContentCalls): ReferrerCalls {
  const absent = new Set<string>();
  const ways: readonly (readonly [
    string,
    (question: Question) => Promise<readonly Referrer[] | undefined>,
  ])[] = [
    ['listing', (question) => fromListing(send, question)],
    ['route', (question) => fromRoute(send, question)],
    ['fallbackTag', (question) => fromFallbackTag(content, question)],
    ['cosignTags', (question) => fromCosignTags(content, question)],
  ];
  return {
    referrers: async (path, digest, call = {}) => {
      if (!isDigest(digest)) throw new Failure('invalid', 'not a digest', { code: 'badInput' });
      const found = new Map<string, Referrer>();
      let hasRoute = false;
      for (const [name, ask] of ways) {
        if (absent.has(name) || (name === 'fallbackTag' && hasRoute)) continue;
        const answer = await ask({ path, digest, ...call }).catch((error: unknown) => {
          if (Failure.is(error, 'missing')) return [];
          if (!Failure.is(error) || error.details.code !== 'unsupported') throw error;
          if (!tagWays.has(name)) absent.add(name);
          return [];
        });
        for (const one of answer ?? []) found.set(one.digest, { ...found.get(one.digest), ...one });
        assertFew(found.size);
        if (name === 'route') hasRoute = !absent.has(name);
      }
      return withBundles(content, path, [...found.values()], call.signal);
    },
  };
}

function assertFew(count: number): void {
  if (count > mostReferrers)
    throw new Failure('invalid', 'too many things refer to an image', { code: 'tooLarge' });
}

/** So many bundles are looked into. Nobody signs one image more often; the others stay what their type says. */
const mostBundles = 20;

/**
 * What a sigstore bundle holds stands in the annotations of its manifest (cosign, specs/BUNDLE_SPEC.md), which GitLab's own listing leaves out, and
 * indexes that other tools wrote, too: these manifests are read. One that cannot be read stays a bundle.
 */
async function withBundles(
  content: ContentCalls,
  path: string,
  found: readonly Referrer[],
  signal: AbortSignal | undefined,
): Promise<readonly Referrer[]> {
  const silent = new Set(found.filter(isSilentBundle).slice(0, mostBundles));
  return Promise.all(
    found.map(async (one) => {
      if (!silent.has(one)) return one;
      const read = await unlessFailed(content.manifest(path, one.digest, { signal }), () => undefined);
      if (read === undefined) return one;
      const { manifest, sizeBytes } = read;
      return {
        ...one,
        mediaType: manifest.mediaType,
        sizeBytes,
        annotations: { ...manifest.annotations, ...one.annotations },
      };
    }),
  );
}

function isSilentBundle({ artifactType = '', annotations }: Referrer): boolean {
  const isBundle = artifactType.startsWith('application/vnd.dev.sigstore.bundle');
  return isBundle && !Object.keys(annotations).some((name) => name.startsWith('dev.sigstore.bundle.'));
}

async function fromListing(
  send: RegistryTransport,
  question: Question,
): Promise<readonly Referrer[] | undefined> {
  const { path, digest, tag, signal } = question;
  if (tag === undefined) return undefined;
  const query = new URLSearchParams({ n: '1', name_exact: tag, referrers: 'true' });
  const target = `/gitlab/v1/repositories/${checkedPath(path)}/tags/list/?${query.toString()}`;
  const tags = decodeAnswer(listing, await send({ target, path, signal }), 'tags');
  const referrers = tags.find((one) => one.name === tag && one.digest === digest)?.referrers ?? [];
  return referrers.map((one) => ({
    digest: one.digest,
    annotations: {},
    ...(typeof one.artifactType === 'string' && { artifactType: one.artifactType }),
  }));
}

async function fromRoute(
  send: RegistryTransport,
  { path, digest, signal }: Question,
): Promise<readonly Referrer[]> {
  const target = `/v2/${checkedPath(path)}/referrers/${digest}`;
  const response = await send({ target, path, accept: indexType, maxBytes: 4 * 2 ** 20, signal });
  const json = jsonOf(response);
  if (valuesIn(json) > mostValues) throw failureOf(response, 'invalid', { code: 'tooLarge' });
  const manifest = readManifest(json, response.headers.get('content-type') ?? indexType);
  return manifest.kind === 'index' ? manifest.manifests.map(referrerOf) : [];
}

async function fromFallbackTag(content: ContentCalls, question: Question): Promise<readonly Referrer[]> {
  const { manifest } = await content.manifest(question.path, fallbackTagOf(question.digest), {
    signal: question.signal,
  });
  return manifest.kind === 'index' ? manifest.manifests.map(referrerOf) : [];
}

/** Source: cosign specs/SIGNATURE_SPEC.md and pkg/oci/remote/remote.go. */
async function fromCosignTags(content: ContentCalls, question: Question): Promise<readonly Referrer[]> {
  const found = await Promise.all(
    ['sig', 'att', 'sbom'].map(async (suffix) => {
      const tag = `${fallbackTagOf(question.digest)}.${suffix}`;
      try {
        return attachedAs(tag, await content.manifest(question.path, tag, { signal: question.signal }));
      } catch (error) {
        if (Failure.is(error, 'missing')) return undefined;
        throw error;
      }
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** What it is stands in the type of its lowest layer: cosign gives it the config of an image. */
function attachedAs(tag: string, { digest, manifest, sizeBytes }: ManifestDocument): Referrer {
  const { mediaType, annotations, artifactType } = manifest;
  const type = artifactType ?? (manifest.kind === 'image' ? manifest.layers[0]?.mediaType : undefined);
  return {
    digest,
    tag,
    mediaType,
    sizeBytes,
    annotations,
    ...(type !== undefined && { artifactType: type }),
  };
}

function referrerOf(descriptor: Descriptor): Referrer {
  const { digest, mediaType, sizeBytes, annotations, artifactType } = descriptor;
  return { digest, mediaType, sizeBytes, annotations, ...(artifactType !== undefined && { artifactType }) };
}
