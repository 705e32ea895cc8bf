import { randomUUID } from 'node:crypto';
import { imageDocuments } from '../../src/catalog/images/imageDocuments.ts';
import { Images } from '../../src/catalog/images/images.ts';
import { PagedList, type FetchPage } from '../../src/catalog/lists/pagedList.ts';
import type { TagLists } from '../../src/catalog/lists/repositoryTags.ts';
import { tagsBeside } from '../../src/catalog/lists/tagsBeside.ts';
import type { Repository } from '../../src/domain/repository.ts';
import type { Tag } from '../../src/domain/tag.ts';
import type { Manifest } from '../../src/protocol/images.ts';
import type { Handlers } from '../../src/panels/shared/pageServer.ts';
import { createRegistryClient, type RegistryClient } from '../../src/registry/client.ts';
import { startBox, type Box, type BoxOptions } from '../gitlab/box.ts';
import { buildArtifact, buildHelmChart, buildSignature } from '../gitlab/registry/artifacts.ts';
import { buildImage, buildIndex } from '../gitlab/registry/images.ts';
import { testHttp } from './httpServer.ts';
import { plantShop, shopTags } from '../e2e/shop.ts';

const { http } = testHttp({ now: Date.now });
const revision = '0123456789abcdef0123456789abcdef01234567';
const env = ['NODE_ENV=production', 'LANG=C.UTF-8'];

/** The index that `plantImages` puts under `multi`. */
export const multi = buildIndex({ seed: 'multi', attestations: true, env, layerBytes: 40_000 });

/** A shop with one image of each kind that the page has to show. */
async function plantImages(box: Box): Promise<void> {
  const { path } = shopTags;
  const { backend } = box;
  const labels = {
    'org.opencontainers.image.source': `${box.url}/acme/platform/shop`,
    'org.opencontainers.image.revision': revision,
    'com.example.team': 'storefront',
  };
  const hostile = '<img src=x onerror=alert(1)>\u202e\u001b[31m';
  await backend.put(path, 'full', buildImage({ seed: 'full', labels, env, annotations: { note: 'A note' } }));
  await backend.put(path, 'multi', multi);
  const signature = buildSignature(multi);
  await backend.put(path, signature.name, signature.image);
  await backend.put(
    path,
    'sbom',
    buildArtifact({
      artifactType: 'application/spdx+json',
      files: [
        { name: 'sbom.spdx.json', mediaType: 'application/spdx+json', content: '{"spdxVersion":"SPDX-2.3"}' },
      ],
      subject: multi,
    }),
  );
  const chart = buildHelmChart({ name: 'shop', version: '1.2.0' });
  await backend.put(path, 'chart', chart.image);
  await backend.put(path, 'layers', buildImage({ seed: 'many', layers: 127, layerBytes: 300 }));
  await backend.put(
    path,
    'env',
    buildImage({ seed: 'env', env: Array.from({ length: 3000 }, (_, at) => `V${at}=${at}`) }),
  );
  await backend.put(path, 'bare', buildImage({ seed: 'bare', history: false, created: null }));
  await backend.put(
    path,
    'hostile',
    buildImage({
      seed: 'hostile',
      labels: { [hostile]: hostile },
      env: [`X=${hostile}`],
      entrypoint: [hostile],
    }),
  );
}

/** A box with images, and the handlers of the page as the extension makes them. */
export interface ManifestBench {
  readonly box: Box;
  /** What the page asked to be opened. */
  readonly opened: string[];
  /** The handlers of a page for a tag or digest, with what tells it of a listing. */
  handlers(
    reference: string,
  ): Promise<{ readonly handlers: Handlers<Manifest>; hear(digest: string): void; readonly sent: unknown[] }>;
}

/** Starts the box; `close` it after. */
export async function startManifestBench(options: Pick<BoxOptions, 'kind'> = {}): Promise<ManifestBench> {
  const box = await startBox({ ...options, seed: plantShop });
  await plantImages(box);
  const opened: string[] = [];
  const clients = new Map<string, RegistryClient>();
  const registry = (host: string): RegistryClient => {
    const credentials = () => Promise.resolve({ username: 'maintainer', password: box.tokens.readRegistry });
    const client =
      clients.get(host) ?? createRegistryClient({ host, instanceUrl: box.url, credentials, http });
    clients.set(host, client);
    return client;
  };
  const images = new Images({ of: () => ({ registry }) }, http, () => ({ dispose: () => undefined }));
  /** Lists as the catalog has them: of a registry with metadata database dated, else names alone. */
  const lists = (): TagLists => {
    const client = registry(box.registryHost);
    const { path } = shopTags;
    const location = `${box.registryHost}/${path}`;
    const repository: Repository = { id: 1, name: 'web', path, location };
    const repositories = new PagedList(
      () => Promise.resolve({ items: [repository] }),
      ({ id }) => `${id}`,
      10,
    );
    const isLegacy = options.kind === 'legacy';
    const page: FetchPage<Tag> = (after, signal) =>
      isLegacy
        ? client.v2TagsPage(path, { after, signal })
        : client.tagsPage(path, { after, signal, sort: '-published_at' });
    const tags = new PagedList(page, ({ name }) => name, 1000);
    return { repositoriesOfProject: () => repositories, tags: () => tags };
  };
  return {
    box,
    opened,
    handlers: async (reference) => {
      const { manifestPage } = await import('../../src/panels/images/handlers.ts');
      const location = `${box.registryHost}/${shopTags.path}`;
      const target = {
        connectionId: randomUUID(),
        instanceUrl: box.url,
        projectPath: 'acme/platform/shop',
        location,
        reference,
      };
      let heard: (digest: string) => void = () => undefined;
      const sent: unknown[] = [];
      const page = manifestPage({
        tags: tagsBeside(lists()),
        images: {
          unpackedBytes: images.unpackedBytes,
          kept: (at, of) => images.kept(at, of),
          manifest: (at, of, lookUp) => images.manifest(at, of, lookUp),
          config: (at, of, signal) => images.config(at, of, signal),
          referrers: (at, of, more) => images.referrers(at, of, more),
        },
        actions: {
          openDocument: (_, what, digest) => {
            opened.push(`${what} ${digest}`);
            return Promise.resolve();
          },
          openLayer: async (at, digest) => {
            opened.push(`layer ${digest}`);
            await imageDocuments(images).layerFiles({ ...at, digest }, new AbortController().signal);
          },
          compare: (_, name) => Promise.resolve(void opened.push(`compare ${name}`)),
          openDigest: (_, digest) => void opened.push(`page ${digest}`),
          pullCommand: (of) => `docker pull ${of}`,
        },
        targetOf: () => target,
        listedDigest: () => undefined,
        whenListed: (_, hear) => {
          heard = hear;
          return { dispose: () => undefined };
        },
      });
      const handlers = page.open('key', {
        send: (_, payload) => void sent.push(payload),
        setTitle: () => undefined,
        own: () => undefined,
        close: () => undefined,
      });
      return { handlers, hear: (digest) => heard(digest), sent };
    },
  };
}
