import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageHtml } from '../../../src/panels/shared/pageHtml.ts';
import { PageServer, type Handlers } from '../../../src/panels/shared/pageServer.ts';
import type { Contract, HostMessage } from '../../../src/protocol/contract.ts';
import { launchBrowser } from '../../vscode/browser.ts';
import type { Theme } from './themes.ts';

/** What a test opens: a built page, joined to the product's own host side. */
export interface OpenOptions<C extends Contract> {
  readonly name: string;
  readonly title: string;
  readonly strings: C['strings'];
  readonly handlers: Handlers<C>;
  readonly theme: Theme;
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

/** A page on the screen. */
export interface OpenedPage<C extends Contract> {
  readonly page: Page;
  readonly server: PageServer<C>;
  /** What the page complained of to its host: violations of its policy, crashes, failures. */
  readonly log: readonly string[];
  /** Policy violations and errors as the browser saw them, from before the page's own script. */
  readonly problems: () => Promise<readonly string[]>;
  readonly state: () => Promise<unknown>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};
const built = join(import.meta.dirname, '../../../dist/webview');

/** Chromium and a file server for the built pages; one for a whole test file. */
export class PageBench {
  readonly #browser: Browser;
  readonly #files: Server;
  readonly #documents = new Map<string, string>();

  private constructor(browser: Browser, files: Server) {
    this.#browser = browser;
    this.#files = files;
    files.on('request', (request, response) => {
      const path = request.url?.replace(/\?.*$/, '') ?? '';
      const document = this.#documents.get(path);
      if (document !== undefined) {
        response.writeHead(200, { 'content-type': 'text/html' }).end(document);
        return;
      }
      try {
        const file = readFileSync(join(built, path.replace(/[^\w.-]/g, '')));
        response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(file);
      } catch {
        response.writeHead(404).end();
      }
    });
  }

  static async start(): Promise<PageBench> {
    const browser = await launchBrowser();
    const files = createServer();
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    return new PageBench(browser, files);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#files.close(resolve));
  }

  /** Opens a page as VS Code does: the product's HTML, with VS Code's script and theme put in before the page's policy. */
  async open<C extends Contract>(options: OpenOptions<C>): Promise<OpenedPage<C>> {
    const { name, width = 1000, height = 700, reducedMotion = false } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    const log: string[] = [];
    const server = new PageServer<C>(name, options.handlers, {
      post: (message: HostMessage) => {
        page
          .evaluate((data) => window.postMessage(data), message)
          .catch((error: unknown) => {
            // An answer that comes after the page was closed has nobody to go to.
            if (!page.isClosed()) throw error;
          });
      },
      describe: ({ message }) => ({ why: `${message}.`, next: 'Try again.' }),
      log: { error: (message) => log.push(message) },
    });
    await page.exposeFunction('toHost', (message: unknown) => void server.receive(message));
    const origin = `http://127.0.0.1:${(this.#files.address() as AddressInfo).port}`;
    this.#documents.set(`/${name}.html`, documentOf(options, origin));
    await page.goto(`${origin}/${name}.html`);
    return {
      page,
      server,
      log,
      problems: () => page.evaluate(() => (window as unknown as { problems: string[] }).problems),
      state: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown),
      close: async () => {
        server.dispose();
        await context.close();
      },
    };
  }
}

/** What VS Code puts into the head of a webview, ahead of the page's own policy. */
const vscodeScript = `
  window.problems = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    problems.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber));
  window.addEventListener('error', (event) => problems.push('error ' + event.message));
  window.addEventListener('unhandledrejection', (event) => problems.push('rejection ' + event.reason));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.toHost(message),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
`;

function documentOf<C extends Contract>(options: OpenOptions<C>, origin: string): string {
  const { name, title, strings, theme } = options;
  const html = pageHtml({
    boot: { page: name, key: 'key-of-the-test', strings },
    title,
    language: 'en',
    nonce: 'nonceOfTheTest',
    cspSource: origin,
    script: `${origin}/${name}.js`,
    styles: `${origin}/${name}.css`,
  });
  const variables = Object.entries(theme.variables).map(([key, value]) => `--vscode-${key}: ${value};`);
  const style = variables.join(' ').replaceAll('"', "'");
  return html
    .replace('<html ', `<html style="${style}" `)
    .replace('<head>', `<head><script>${vscodeScript}</script>`)
    .replace('<body>', `<body class="${theme.kind}" data-vscode-theme-kind="${theme.kind}">`);
}
