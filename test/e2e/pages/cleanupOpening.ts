import '../../fakes/vscodeStub.ts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { CleanupDesk, DeskContext } from '../../../src/panels/cleanup/desk.ts';
import type { ExportedReport } from '../../../src/panels/cleanup/export.ts';
import type { cleanupHandlers } from '../../../src/panels/cleanup/handlers.ts';
import type { CleanupWorkbench } from '../../../src/protocol/cleanup.ts';
import type { CleanupWorkbenchStrings } from '../../../src/protocol/cleanupStrings.ts';
import { fewTags, testDrafts, testManifests, testNow, TestSource } from '../../fakes/cleanupSource.ts';
import { PageBench, type OpenedPage } from './openPage.ts';
import { themes, type Theme } from './themes.ts';

/** Where pictures of the pages go. */
export const shots = join(import.meta.dirname, '../../../dist/test/screenshots');

/** The result of a page that has worked something out. */
export const anyResult = /tags (will|would) be deleted/;

/** What a test of the page has at hand: GitLab's side, what left the page, and the page's parts by name. */
export interface CleanupOpening {
  readonly opened: OpenedPage<CleanupWorkbench>;
  readonly source: TestSource;
  readonly drafts: ReturnType<typeof testDrafts>;
  readonly texts: ExportedReport[];
  readonly copied: string[];
  readonly deleted: string[];
  /** What is answered to the question for a format, one after the other. */
  formats: ExportedReport['language'][];
  readonly open: (options?: {
    readonly theme?: Theme;
    readonly width?: number;
    readonly height?: number;
  }) => Promise<void>;
  readonly field: (name: string) => Locator;
  readonly result: (text: string | RegExp) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly chip: (name: string) => Locator;
  readonly line: () => Locator;
}

/** Starts the browser around the tests of a `describe`. */
export function cleanupOpening(): CleanupOpening {
  let bench: PageBench;
  let Desk: typeof CleanupDesk;
  let handlersOf: typeof cleanupHandlers;
  let strings: CleanupWorkbenchStrings;
  let opened: OpenedPage<CleanupWorkbench>;
  let source: TestSource;
  let drafts: ReturnType<typeof testDrafts>;
  let texts: ExportedReport[];
  let copied: string[];
  let deleted: string[];
  let formats: ExportedReport['language'][];

  before(async () => {
    mkdirSync(shots, { recursive: true });
    Desk = (await import('../../../src/panels/cleanup/desk.ts')).CleanupDesk;
    handlersOf = (await import('../../../src/panels/cleanup/handlers.ts')).cleanupHandlers;
    strings = (await import('../../../src/panels/cleanup/strings.ts')).cleanupWorkbenchStrings();
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  beforeEach(() => {
    source = new TestSource();
    source.tags_ = fewTags;
    drafts = testDrafts();
    texts = [];
    copied = [];
    deleted = [];
    formats = [];
  });
  afterEach(() => opened.close());

  const open: CleanupOpening['open'] = async (options = {}) => {
    let send: DeskContext['onChanged'] = () => undefined;
    const desk = new Desk({ connectionId: 'c', projectPath: 'acme/platform/shop' }, 'key', {
      source,
      drafts,
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      findUses: () => Promise.resolve([]),
      readManifests: testManifests,
      now: () => testNow,
      onChanged: (view) => send(view),
    });
    opened = await bench.open<CleanupWorkbench>({
      name: 'cleanup',
      title: 'Cleanup: shop',
      strings,
      theme: themes[0]!,
      width: 1280,
      handlers: handlersOf(desk, {
        copy: (text) => {
          copied.push(text);
          return Promise.resolve();
        },
        openText: (text) => {
          texts.push(text);
          return Promise.resolve();
        },
        askFormat: () => Promise.resolve(formats.shift()),
        deleteTags: (targets) => {
          for (const { repository, tags } of targets)
            deleted.push(...tags.map(({ name }) => `${repository.name}:${name}`));
          return Promise.resolve();
        },
        testPatterns: () => undefined,
      }),
      ...options,
    });
    send = (view) => opened.server.send('view', view);
    send(desk.view());
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
  };
  const role = (...what: Parameters<OpenedPage<CleanupWorkbench>['page']['getByRole']>): Locator =>
    opened.page.getByRole(...what);
  return {
    get opened() {
      return opened;
    },
    get source() {
      return source;
    },
    get drafts() {
      return drafts;
    },
    get texts() {
      return texts;
    },
    get copied() {
      return copied;
    },
    get deleted() {
      return deleted;
    },
    get formats() {
      return formats;
    },
    set formats(next) {
      formats = next;
    },
    open,
    field: (name) => role('textbox', { name }),
    result: (name) => role('heading', { level: 1, name }).waitFor(),
    button: (name) => role('button', { name, exact: true }),
    chip: (name) => role('button', { name: new RegExp(`^${name} \\d`) }),
    line: () => role('slider', { name: 'Delete tags older than' }),
  };
}
