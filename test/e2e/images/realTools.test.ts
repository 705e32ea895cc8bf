// Images that umoci, buildah and skopeo built and pushed to both kinds of registry, and what the page shows of them.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { Failure } from '../../../src/base/failure.ts';
import { imageDocuments } from '../../../src/catalog/images/imageDocuments.ts';
import { startBox, type Box } from '../../gitlab/box.ts';
import { buildHelmChart, buildSignature } from '../../gitlab/registry/artifacts.ts';
import { buildImage, buildIndex } from '../../gitlab/registry/images.ts';
import { plantShop, shopTags } from '../shop.ts';
import { compareWithSkopeo, type RawManifest } from './compareWithSkopeo.ts';
import { ImageBench, run } from './imageBench.ts';

/** For buildah. */
const dockerfile = [
  'FROM scratch',
  'ARG VERSION=1.2',
  'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
  'COPY hello /hello',
  'ADD hello /opt/',
  'ENV A=b',
  'ENV C="d e" F=g',
  'LABEL team=green',
  'LABEL note="two words"',
  'EXPOSE 80/tcp 53/udp',
  'VOLUME /data',
  'WORKDIR /srv',
  'USER 1000',
  'STOPSIGNAL SIGINT',
  'HEALTHCHECK --interval=1m --timeout=10s --retries=3 CMD ["/hello", "a b"]',
  'ONBUILD COPY . /src',
  'ENTRYPOINT ["/hello", "--name"]',
  'CMD ["x", "y"]',
  '',
].join('\n');

/** Each instruction with its arguments, as a parser that is not ours reads a Dockerfile; without `FROM`, which no history has. */
function instructionsIn(text: string): readonly string[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map(
      (one) =>
        `${one.getInstruction()} ${one
          .getArguments()
          .map((each) => each.getValue())
          .join(' ')}`,
    )
    .filter((one) => !one.startsWith('FROM '));
}

const settings = [
  ['cmd', '/opt/app/hello'],
  ['env', 'FOO=bar'],
  ['user', '1000'],
  ['workingdir', '/opt'],
  ['exposedports', '80/tcp'],
  ['volume', '/data'],
  ['stopsignal', 'SIGINT'],
  ['label', 'team=red'],
] as const;

for (const kind of ['metadataDatabase', 'legacy'] as const)
  describe(`images that real tools pushed, ${kind} registry`, function () {
    this.timeout(120_000);
    let box: Box;
    let bench: ImageBench;

    before(async () => {
      box = await startBox({ kind, seed: plantShop });
      bench = await ImageBench.open(box);
    });
    after(async () => {
      await box.close();
      await bench.close();
      assert.deepEqual(box.log.unknownRequests, []);
    });
    const inspect = (at: string, ...options: readonly string[]) => bench.inspect(at, ...options);
    const shown = (reference: string) => bench.shown(reference);

    const compare = (...args: readonly [Parameters<typeof compareWithSkopeo>[1], string]) =>
      compareWithSkopeo(bench, ...args);

    it('are the same for what umoci built and skopeo pushed', async () => {
      const source = await bench.umoci('umoci', [...settings, ['--author', 'Ann Author']]);
      await bench.push(source, 'umoci');
      const view = await shown('umoci');
      await compare(view, ':umoci');
      assert.equal(view.image?.config?.author, 'Ann Author');
      const layout = source.slice('oci:'.length);
      const stat = JSON.parse(await run('umoci', 'stat', '--json', '--image', layout)) as {
        readonly history: readonly {
          readonly layer: { readonly digest: string } | null;
          readonly empty_layer: boolean;
        }[];
      };
      assert.deepEqual(
        view.image.steps.map(({ layer }) => layer?.digest),
        stat.history.map(({ layer, empty_layer: isEmpty }) => (isEmpty ? undefined : layer?.digest)),
      );
    });

    for (const [format, mediaType] of [
      ['v2s2', 'application/vnd.docker.distribution.manifest.v2+json'],
      ['oci', 'application/vnd.oci.image.manifest.v1+json'],
    ] as const)
      it(`are the same for what skopeo pushed as ${format}`, async () => {
        await bench.push(await bench.umoci(`format-${format}`, settings), `as-${format}`, '--format', format);
        const view = await shown(`as-${format}`);
        assert.equal(view.mediaType, mediaType);
        await compare(view, `:as-${format}`);
      });

    it('are the same for layers that skopeo compressed with zstd, whose files are listed', async () => {
      await bench.pushZstd('zstd');
      const view = await shown('zstd');
      await compare(view, ':zstd');
      const [layer] = view.image?.steps.flatMap((step) => step.layer ?? []) ?? [];
      assert.equal(layer?.mediaType, 'application/vnd.oci.image.layer.v1.tar+zstd');
      assert.equal(layer.unpackedBytes, undefined);
      const { signal } = new AbortController();
      const place = { ...bench.target('zstd'), digest: layer.digest };
      const documents = imageDocuments(bench.images);
      const files = await documents.layerFiles(place, signal);
      assert.ok(typeof files === 'object');
      const hello = files.entries.find(({ path }) => path.endsWith('bin/hello'));
      assert.equal(hello?.sizeBytes, 5000);
      const content = await documents.layerFile(place, hello.index);
      assert.equal(Buffer.from(content).toString(), 'zstd\n'.repeat(1000));
      assert.equal((await shown('zstd')).image?.unpackedBytes, files.unpackedBytes);
    });

    it('are listed by their tables of contents where skopeo wrote one, zstd:chunked', async () => {
      const files = join(bench.directory, 'chunked');
      await mkdir(files);
      for (let at = 0; at < 300; at += 1)
        await writeFile(join(files, `file-${at}`), `${at} `.repeat(1 + ((at * 37) % 900)));
      const archive = `${files}.tar`;
      await run('tar', '--sort=name', '-C', files, '-cf', archive, '.');
      await bench.pushTar(archive, 'chunked', '--dest-compress-format', 'zstd:chunked', '--format', 'oci');
      const view = await shown('chunked');
      const [layer] = view.image?.steps.flatMap((step) => step.layer ?? []) ?? [];
      assert.ok(layer);
      const documents = imageDocuments(bench.images);
      const place = { ...bench.target('chunked'), digest: layer.digest };
      const { signal } = new AbortController();
      const listing = await documents.layerFiles(place, signal);
      assert.ok(typeof listing === 'object');
      const expected = await run('tar', '-tf', archive);
      assert.deepEqual(
        listing.entries.map(({ path }) => path),
        expected.trim().split('\n'),
      );
      const sizeBytes = bench.images.described(layer.digest)?.sizeBytes ?? 0;
      assert.ok(listing.isFromTable && listing.readBytes < sizeBytes);
      const last = listing.entries.find(({ path }) => path.endsWith('/file-299'));
      assert.ok(last);
      const requests = await bench.requests(async () => {
        const content = await documents.layerFile(place, last.index);
        assert.equal(Buffer.from(content).toString(), '299 '.repeat(1 + ((299 * 37) % 900)));
      });
      assert.equal(requests.length, 1);
    });

    it('are the same for 3,000 variables that umoci set', async () => {
      const env = Array.from({ length: 3000 }, (_, at) => ['env', `V${at}=${at}`] as const);
      await bench.push(await bench.umoci('env', env), 'env');
      const view = await shown('env');
      assert.equal(view.image?.config?.environment.length, 3000);
      await compare(view, ':env');
    });

    it('are the same for a config that umoci wrote without history', async () => {
      await bench.push(await bench.umoci('bare', settings, '--no-history'), 'bare');
      const view = await shown('bare');
      assert.equal(view.image?.fit, 'noHistory');
      await compare(view, ':bare');
    });

    for (const format of ['oci', 'docker'] as const)
      it(`are the same for what buildah built and pushed as ${format}`, async () => {
        const context = join(bench.directory, `buildah-${format}`);
        await mkdir(context);
        await writeFile(join(context, 'hello'), 'hello\n');
        await writeFile(join(context, 'Dockerfile'), dockerfile);
        const storage = ['--root', join(context, 'root'), '--runroot', join(context, 'run')];
        // No kernel module, no user namespace: what a container lets it do. Where not even that runs, the test fails and says so.
        const buildah = (...args: readonly string[]) =>
          run('buildah', ...storage, '--storage-driver', 'vfs', ...args);
        await buildah(
          'bud',
          '--quiet',
          '--isolation',
          'chroot',
          '--format',
          format,
          '--tag',
          'built',
          context,
        );
        const to = ['--quiet', '--tls-verify=false', '--creds', bench.credentials];
        await buildah(
          'push',
          ...to,
          '--format',
          format === 'oci' ? 'oci' : 'v2s2',
          'built',
          bench.docker(`:buildah-${format}`),
        );
        const view = await shown(`buildah-${format}`);
        await compare(view, `:buildah-${format}`);
        assert.equal(view.image?.config?.user, '1000');
        // Of a file that was copied, a history has its digest instead of its name.
        const rebuilt = view.image.dockerfile.replace(/^(COPY|ADD) <[0-9a-f]+>/gm, '$1 hello');
        // Of an argument, buildah keeps the name and no default.
        const kept = dockerfile.replace('ARG VERSION=1.2', 'ARG VERSION');
        assert.deepEqual(instructionsIn(`FROM scratch\n${rebuilt}`), instructionsIn(kept));
        assert.deepEqual(rebuilt.trim().split('\n'), kept.trim().split('\n').slice(1));
      });

    for (const [name, image, source] of [
      ['index', buildIndex({ seed: 'pushed', attestations: true }), []],
      ['list', buildIndex({ seed: 'pushed list' }), ['--format', 'v2s2']],
    ] as const)
      it(`are the same for an ${name} that skopeo pushed, and are opened with the requests that were promised`, async () => {
        const options = name === 'index' ? ['--preserve-digests'] : source;
        await bench.push(await bench.layoutOf({ name, image }), `pushed-${name}`, '--all', ...options);
        const { manifests, mediaType } = (await inspect(`:pushed-${name}`, '--raw')) as RawManifest;
        assert.match(mediaType ?? '', name === 'list' ? /manifest\.list/ : /image\.index/);
        const session = bench.session(`pushed-${name}`);
        const { signal } = new AbortController();
        const path = `/v2/${shopTags.path}`;
        const token = (made: readonly string[]) => made.filter((one) => one !== '/jwt/auth');
        const first = token(await bench.requests(() => session.open(signal)));
        assert.deepEqual(first, [
          `${path}/manifests/pushed-${name}`,
          `${path}/manifests/sha256:…`,
          `${path}/blobs/sha256:…`,
        ]);
        const second = manifests.find(({ platform }) => platform?.architecture === 'arm64')?.digest ?? '';
        assert.equal((await bench.requests(() => session.choose(second, signal))).length, 2);
        assert.deepEqual(await bench.requests(() => bench.session(`pushed-${name}`).open(signal)), []);
        await compare(await shown(second), `@${second}`);
      });

    it('take three requests to open from the tree, and none to open again', async () => {
      const fresh = await ImageBench.open(box);
      const { signal } = new AbortController();
      const path = `/v2/${shopTags.path}`;
      assert.deepEqual(await fresh.requests(() => fresh.session('2.0.0').open(signal)), [
        '/jwt/auth',
        `${path}/manifests/2.0.0`,
        `${path}/blobs/sha256:…`,
      ]);
      assert.deepEqual(await fresh.requests(() => fresh.session('2.0.0').open(signal)), []);
      await fresh.close();
    });

    it('that are signed are found with their signature, and what cosign and helm push is called what it is', async () => {
      const image = buildImage({ seed: 'signed by cosign' });
      const signature = buildSignature(image);
      const chart = buildHelmChart({ name: 'pushed', version: '2.0.0' });
      for (const [tag, named] of [
        ['signed', { name: 'signed', image }],
        [signature.name, signature],
        ['pushed-chart', chart],
      ] as const)
        await bench.push(await bench.layoutOf(named), tag, '--preserve-digests');
      const session = bench.session('signed');
      const { signal } = new AbortController();
      await session.open(signal);
      const [referrer, ...others] = await session.referrers(signal);
      assert.deepEqual(others, []);
      assert.equal(
        referrer?.digest,
        ((await inspect(`:${signature.name}`)) as { readonly Digest: string }).Digest,
      );
      assert.equal(referrer.tag, signature.name);
      assert.equal((await shown(referrer.digest)).kind, 'signature');
      assert.equal((await shown('pushed-chart')).kind, 'helmChart');
    });

    if (kind === 'legacy')
      it('of schema 1, which skopeo pushed, are too old to show, and say so', async () => {
        await bench.push(await bench.umoci('old', settings), 'old', '--format', 'v2s1');
        const raw = (await inspect(':old', '--raw')) as { readonly schemaVersion: number };
        assert.equal(raw.schemaVersion, 1);
        await assert.rejects(shown('old'), (error) => Failure.is(error) && error.details.code === 'schema1');
      });
  });
