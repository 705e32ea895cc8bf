// What tests of the image page share: an image, where it is, and a registry in memory.
import { Failure } from '../../src/base/failure.ts';
import type { Descriptor, Manifest } from '../../src/domain/manifest.ts';
import type { ImageSource } from '../../src/panels/images/session.ts';
import type { ImageTarget } from '../../src/panels/images/view.ts';

export const digestOf = (name: string): string =>
  `sha256:${Buffer.from(name).toString('hex').padEnd(64, '0')}`;
export const descriptor = (name: string, sizeBytes = 10, more: Partial<Descriptor> = {}): Descriptor => ({
  mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  digest: digestOf(name),
  sizeBytes,
  annotations: {},
  ...more,
});
export const image = (layers: readonly Descriptor[], annotations: Record<string, string> = {}): Manifest => ({
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: descriptor('config', 5, { mediaType: 'application/vnd.oci.image.config.v1+json' }),
  layers,
  annotations,
});
export const target: ImageTarget = {
  connectionId: 'c',
  instanceUrl: 'https://gitlab.example.com',
  projectPath: 'g/p',
  location: 'registry.example.com/g/p/app',
  reference: 'v1',
};
export const own = { os: 'linux', architecture: 'amd64' };
export const context = {
  own,
  tell: ({ reason }: Failure, what: string) => ({ reason, title: `${what} failed` }),
  notJson: () => ({ reason: 'invalid' as const, title: 'not JSON' }),
};
export const { signal } = new AbortController();

/** Manifests by reference or digest, and what the config's bytes are. */
export function sourceOf(
  manifests: Readonly<Record<string, Manifest | Failure>>,
  config: string | Failure,
): ImageSource {
  return {
    unpackedBytes: new Map(),
    kept: () => undefined,
    manifest: (_, reference) => {
      const manifest = manifests[reference];
      if (manifest === undefined || manifest instanceof Failure)
        return Promise.reject(manifest ?? new Failure('missing', 'no such manifest'));
      return Promise.resolve({ manifest, digest: reference.includes(':') ? reference : digestOf(reference) });
    },
    config: () => {
      if (config instanceof Failure) return Promise.reject(config);
      let json: unknown;
      try {
        json = JSON.parse(config);
      } catch {
        json = undefined;
      }
      return Promise.resolve({ text: config, json });
    },
    referrers: () => Promise.resolve([]),
  };
}
