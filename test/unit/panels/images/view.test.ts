// Also covers imageParts.
import assert from 'node:assert/strict';
import { Failure } from '../../../../src/base/failure.ts';
import type { Manifest } from '../../../../src/domain/manifest.ts';
import { ManifestSession } from '../../../../src/panels/images/session.ts';
import { manifestView } from '../../../../src/panels/images/view.ts';
import {
  context,
  descriptor,
  digestOf,
  image,
  own,
  signal,
  sourceOf,
  target,
} from '../../../fakes/imagesInMemory.ts';

async function show(
  manifest: Manifest,
  config: string | Failure,
  more: Record<string, Manifest | Failure> = {},
) {
  const session = new ManifestSession(sourceOf({ v1: manifest, ...more }, config), target, own);
  return manifestView(target, await session.open(signal), context);
}

describe('What the page shows of an image', () => {
  it('names it by its tag, or by the beginning of its digest', async () => {
    const { name, reference } = await show(image([]), '{}');
    assert.deepEqual([name, reference], ['g/p/app:v1', 'registry.example.com/g/p/app:v1']);
    const digest = digestOf('x');
    const byDigest = { ...target, reference: digest };
    const session = new ManifestSession(sourceOf({ [digest]: image([]) }, '{}'), byDigest, own);
    const view = manifestView(byDigest, await session.open(signal), context);
    assert.deepEqual(
      [view.name, view.reference],
      [`g/p/app@${digest.slice(7, 19)}`, `registry.example.com/g/p/app@${digest}`],
    );
  });

  it('writes commands as a shell takes them, and a health check in the words of the Dockerfile', async () => {
    const config = {
      Entrypoint: ['/bin/sh', '-c', "echo 'a b'"],
      Healthcheck: {
        Test: ['CMD', 'wget', '-q', 'a b'],
        Interval: 5e9,
        Timeout: 1.5e9,
        StartPeriod: 1e9,
        Retries: 2,
      },
    };
    const { image: shown } = await show(image([]), JSON.stringify({ config }));
    assert.equal(shown?.config?.entrypoint, `/bin/sh -c 'echo '\\''a b'\\'''`);
    assert.equal(
      shown.config.healthCheck,
      "wget -q 'a b' (interval 5s, timeout 1.5s, start-period 1s, retries 2)",
    );
  });

  it('marks layers that are stored elsewhere, and names files of artifacts', async () => {
    const foreign = descriptor('windows', 10, { urls: ['https://mcr.example.com/x'] });
    const file = descriptor('file', 10, { annotations: { 'org.opencontainers.image.title': 'sbom.json' } });
    const { image: shown } = await show(image([foreign, file]), '{}');
    assert.deepEqual(
      shown?.steps.map(({ layer }) => [layer?.isForeign, layer?.title]),
      [
        [true, undefined],
        [false, 'sbom.json'],
      ],
    );
  });
});

describe('A hostile image', () => {
  const controls = '\u0000\u001b[31m\u202eevil\u200b';

  for (const [name, config, title] of [
    ['a config that is not JSON', '<html>', 'not JSON'],
    ['a config that is missing', new Failure('missing', 'x'), 'config failed'],
    ['a config of other bytes', new Failure('invalid', 'x', { code: 'digestMismatch' }), 'config failed'],
    ['a config that is too large', new Failure('invalid', 'x', { code: 'tooLarge' }), 'config failed'],
  ] as const)
    it(`with ${name} shows a sentence and its layers`, async () => {
      const { image: shown } = await show(image([descriptor('layer')]), config);
      assert.equal(shown?.configFailure?.title, title);
      assert.equal(shown.config, undefined);
      assert.equal(shown.steps.length, 1);
    });

  it('with control characters in every text shows none of them', async () => {
    const text = `x${controls}`;
    const config = {
      created: text,
      author: text,
      os: text,
      architecture: text,
      config: {
        User: text,
        WorkingDir: text,
        Env: [`${text}=${text}`],
        Labels: { [text]: text },
        Cmd: [text],
        Entrypoint: [text],
        ExposedPorts: { [text]: {} },
        Volumes: { [text]: {} },
        StopSignal: text,
        Healthcheck: { Test: [text] },
      },
      history: [{ created_by: text, comment: text, created: text }],
    };
    const layer = descriptor('layer', 10, {
      mediaType: text,
      annotations: { 'org.opencontainers.image.title': text },
    });
    const view = await show(image([layer], { [text]: text }), JSON.stringify(config));
    const all: string[] = [];
    JSON.stringify(view, (key, value: unknown) => {
      all.push(key);
      if (typeof value === 'string') all.push(value);
      return value;
    });
    assert.ok(all.some((one) => one.includes('\ufffd')));
    assert.ok(
      !all.some((one) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/.test(one)),
    );
  });

  it('with 200,000 layers and as many steps shows the first thousand and says so', async () => {
    const layers = Array.from({ length: 200_000 }, () => descriptor('layer'));
    const history = layers.map(() => ({ created_by: 'RUN x' }));
    const { image: shown } = await show(image(layers), JSON.stringify({ history }));
    assert.equal(shown?.steps.length, 1000);
    assert.equal(shown.omittedSteps, 199_000);
    assert.equal(shown.layerCount, 200_000);
  });

  it('with 20,000 variables and a text of megabytes stays small', async () => {
    const Env = Array.from({ length: 20_000 }, (_, at) => `V${at}=x`);
    const view = await show(image([]), JSON.stringify({ config: { Env, User: 'u'.repeat(5e6) } }));
    assert.equal(view.image?.config?.environment.length, 5000);
    assert.ok(JSON.stringify(view).length < 1e6);
  });

  it('with fields of wrong types shows what is left', async () => {
    const { image: shown } = await show(image([]), '{"config": 7, "history": "x", "os": []}');
    assert.deepEqual(shown?.config?.environment, []);
    assert.equal(shown.configFailure, undefined);
  });
});
