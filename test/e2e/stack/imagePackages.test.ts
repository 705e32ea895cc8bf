// The packages of an image that umoci builds from this machine's own database of dpkg, and of one with SBOMs attached in three ways.
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFiles } from '../../../src/catalog/files/imageFiles.ts';
import { imagePackages } from '../../../src/catalog/files/imagePackages.ts';
import { keptListings } from '../../../src/catalog/files/keptListings.ts';
import { layerReading } from '../../../src/catalog/images/layerReading.ts';
import { folderAt } from '../../../src/catalog/storage/folder.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildArtifact } from '../../gitlab/registry/artifacts.ts';
import { buildImage } from '../../gitlab/registry/images.ts';
import { ImageBench, run } from '../images/imageBench.ts';
import { plantShop, shopTags } from '../shop.ts';

const { signal } = new AbortController();
const spdx = (version: string): string =>
  JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    packages: [
      {
        name: 'bash',
        versionInfo: version,
        externalRefs: [{ referenceType: 'purl', referenceLocator: `pkg:deb/debian/bash@${version}` }],
      },
      {
        name: 'stdlib',
        versionInfo: '1.22',
        externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:golang/stdlib@1.22' }],
      },
    ],
  });
const wrapped = (document: string): string => {
  const statement = JSON.stringify({
    predicateType: 'https://spdx.dev/Document',
    predicate: JSON.parse(document) as unknown,
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    dsseEnvelope: {
      payloadType: 'application/vnd.in-toto+json',
      payload: Buffer.from(statement).toString('base64'),
    },
  });
};

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`the packages of an image, ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    let bench: ImageBench;

    before(async () => {
      const seed = async (plot: Parameters<typeof plantShop>[0]): Promise<void> => {
        await plantShop(plot);
        const put = async (name: string, artifactType: string, content: string): Promise<void> => {
          const image = buildImage({ seed: `sbom ${name}`, created: '2026-01-05T08:00:00Z' });
          await plot.backend.put(shopTags.path, name, image, { createdAt: '2026-01-05T09:00:00Z' });
          const files = [{ name: 'sbom.json', mediaType: artifactType, content }];
          const artifact = buildArtifact({ artifactType, files, subject: image });
          // GitLab's listing tells what refers to an image; without it cosign's tags do.
          const suffix = name === 'bundle' ? 'att' : 'sbom';
          const tag = kind === 'legacy' ? `${image.digest.replace(':', '-')}.${suffix}` : `sbom-of-${name}`;
          await plot.backend.put(shopTags.path, tag, artifact, {
            createdAt: '2026-01-05T09:00:00Z',
          });
        };
        await put('spdx', 'application/spdx+json', spdx('5.2'));
        await put('bundle', 'application/vnd.dev.sigstore.bundle.v0.3+json', wrapped(spdx('5.2')));
        await put('broken', 'application/spdx+json', '{"spdxVersion":');
      };
      box = await startBox({ kind, seed });
      bench = await ImageBench.open(box);
      const rootfs = await mkdtemp(join(bench.directory, 'root-'));
      await mkdir(join(rootfs, 'var/lib/dpkg'), { recursive: true });
      await mkdir(join(rootfs, 'etc'));
      await copyFile('/var/lib/dpkg/status', join(rootfs, 'var/lib/dpkg/status'));
      await copyFile('/etc/os-release', join(rootfs, 'etc/os-release'));
      await mkdir(join(rootfs, 'app/node_modules/one'), { recursive: true });
      await writeFile(join(rootfs, 'app/node_modules/one/package.json'), '{"name":"one","version":"1.2.3"}');
      const layout = join(await mkdtemp(join(bench.directory, 'oci-')), 'oci');
      await run('umoci', 'init', '--layout', layout);
      await run('umoci', 'new', '--image', `${layout}:packages`);
      await run('tar', '-C', rootfs, '-cf', `${rootfs}.tar`, '.');
      await run('umoci', 'raw', 'add-layer', '--image', `${layout}:packages`, `${rootfs}.tar`);
      await bench.push(`oci:${layout}:packages`, 'packages');
    });
    after(async () => {
      await box.close();
      await bench.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });

    const read = async (reference: string) => {
      const kept = keptListings(folderAt(join(bench.directory, 'listings')), 2 ** 26, (message) =>
        assert.fail(message),
      );
      const files = imageFiles(bench.images, layerReading(bench.images), kept);
      const target = bench.target(reference);
      const [image] = await files.platforms(target, reference, signal);
      assert.ok(image);
      const packages = imagePackages(bench.images, files);
      const place = { ...target, digest: image.digest, reference };
      return { report: await packages(place, signal), again: () => packages(place, signal) };
    };

    it('are those that dpkg-query and the package.json name, with the operating system', async () => {
      const { report, again } = await read('packages');
      const told = await run('dpkg-query', '-W', '-f=${db:Status-Status} ${Package} ${Version}\n');
      const expected = told.split('\n').flatMap((line) => {
        const [state, ...rest] = line.split(' ');
        return state === 'installed' ? [rest.join(' ')] : [];
      });
      const debian = report.packages.filter(({ type }) => type === 'deb');
      assert.deepEqual(debian.map(({ name, version }) => `${name} ${version}`).sort(), expected.sort());
      assert.ok(
        report.packages.some(
          ({ type, name, version }) => type === 'npm' && name === 'one' && version === '1.2.3',
        ),
      );
      const pretty = await run('sh', '-c', '. /etc/os-release; printf %s "$PRETTY_NAME"');
      assert.equal(report.os?.name, pretty);
      assert.deepEqual(report.sboms, []);
      assert.deepEqual(report.unread, []);
      assert.equal((await bench.requests(again)).length, 0);
    });

    for (const name of ['spdx', 'bundle'])
      it(`are also those of an attached SBOM: ${name}`, async () => {
        const { report } = await read(name);
        assert.deepEqual(report.unread, []);
        assert.equal(report.sboms.length, 1);
        const row = report.packages.find(({ type }) => type === 'golang');
        assert.deepEqual(row, { type: 'golang', name: 'stdlib', version: '1.22', from: 'sbom' });
      });

    it('are those of the files where what is attached is no SBOM', async () => {
      const { report } = await read('broken');
      assert.deepEqual(report.sboms, []);
      assert.deepEqual(report.unread, []);
    });
  });
