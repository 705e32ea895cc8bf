import '../../fakes/vscodeStub.ts';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, ManifestStrings } from '../../../src/protocol/images.ts';
import type { Handlers } from '../../../src/panels/shared/pageServer.ts';
import type { BoxOptions } from '../../gitlab/box.ts';
import { startManifestBench, type ManifestBench } from '../../fakes/imageBench.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

/** Where pictures of the pages go. */
export const shots = join(import.meta.dirname, '../../../dist/test/screenshots');

/** What a test of the page has at hand. */
export interface ManifestOpening {
  readonly data: ManifestBench;
  readonly opened: OpenedPage<Manifest>;
  readonly open: (
    reference: string,
    options?: { theme?: Theme; width?: number; handlers?: Partial<Handlers<Manifest>> },
  ) => Promise<{ hear(digest: string): void; readonly sent: unknown[] }>;
  /** Waits until the page has answered. */
  readonly idle: () => Promise<unknown>;
}

/** Starts browser and box around the tests of a `describe`; after each of them the page must have had no problem. */
export function manifestOpening(kind: NonNullable<BoxOptions['kind']>): ManifestOpening {
  let bench: PageBench;
  let data: ManifestBench;
  let strings: ManifestStrings;
  let opened: OpenedPage<Manifest>;

  before(async () => {
    mkdirSync(shots, { recursive: true });
    const { manifestStrings } = await import('../../../src/panels/images/manifestStrings.ts');
    strings = manifestStrings();
    [bench, data] = await Promise.all([PageBench.start(), startManifestBench({ kind })]);
  });
  after(async () => {
    await Promise.all([bench.stop(), data.box.close()]);
    assert.deepEqual(data.box.log.unknownRequests, []);
  });
  afterEach(async () => {
    assert.deepEqual(await opened.problems(), []);
    assert.deepEqual(opened.log, []);
    await opened.close();
  });
  return {
    get data() {
      return data;
    },
    get opened() {
      return opened;
    },
    open: async (reference, options = {}) => {
      const { handlers, ...rest } = await data.handlers(reference);
      const { theme = themes[0]!, width } = options;
      opened = await bench.open<Manifest>({
        name: 'images',
        title: 'web',
        strings,
        theme,
        handlers: { ...handlers, ...options.handlers },
        ...(width === undefined ? {} : { width }),
      });
      await opened.page.getByRole('heading', { level: 1, name: new RegExp(`/web[:@]`) }).waitFor();
      return rest;
    },
    idle: () => opened.page.waitForFunction(() => document.querySelector('main')?.ariaBusy === 'false'),
  };
}
