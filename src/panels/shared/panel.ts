import { randomBytes } from 'node:crypto';
import { env, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import * as v from 'valibot';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import type { Failure } from '../../base/failure.ts';
import type { Contract, EventsOf, NameIn } from '../../protocol/contract.ts';
import { pageHtml } from './pageHtml.ts';
import { PageServer, type Handlers } from './pageServer.ts';

/** What all pages need from the extension. */
export interface PanelContext {
  readonly extensionUri: Uri;
  readonly log: { error(message: string): void };
  /** Why something failed and what to do, as sentences for the person. */
  readonly describe: (failure: Failure) => { readonly why: string; readonly next: string };
}

/** A kind of page. One panel is open per `key`: the id of what the page is about. */
export interface Page<C extends Contract> {
  /** The page's folder in `webview/`. */
  readonly name: string;
  /** File names in `media/`, without the theme: `plug` means `plug-light.svg` and `plug-dark.svg`. */
  readonly icon: string;
  readonly title: (key: string) => string;
  readonly strings: () => C['strings'];
  /** Starts serving; `send` announces events to the page, what `own` is given ends with the panel. */
  open(key: string, panel: OpenPanel<C>): Handlers<C>;
}

/** What a page's handlers may do with their panel. */
export interface OpenPanel<C extends Contract> {
  send<N extends NameIn<EventsOf<C>>>(name: N, payload: EventsOf<C>[N]): void;
  setTitle(title: string): void;
  own(disposable: Disposable): void;
  close(): void;
}

/** Long enough for every key we make, short enough to be no way of smuggling data. */
const stateSchema = v.object({ key: v.pipe(v.string(), v.minLength(1), v.maxLength(2000)) });

/** The view type of a page's panels, as `package.json` names it in `onWebviewPanel:…`. */
const viewTypeOf = (page: string): string => `gitlabRegistry.${page}`;

/** Opens the panels of one kind of page, and those that were open when the window closed. */
export class Panels<C extends Contract> implements Disposable {
  readonly #page: Page<C>;
  readonly #context: PanelContext;
  readonly #open = new Map<string, WebviewPanel>();
  readonly #serializer: Disposable;

  constructor(page: Page<C>, context: PanelContext) {
    this.#page = page;
    this.#context = context;
    this.#serializer = window.registerWebviewPanelSerializer(viewTypeOf(page.name), {
      deserializeWebviewPanel: (panel, state: unknown) => {
        const parsed = v.safeParse(stateSchema, state);
        if (parsed.success && !this.#open.has(parsed.output.key)) this.#serve(parsed.output.key, panel);
        else panel.dispose();
        return Promise.resolve();
      },
    });
  }

  /** Shows the panel for a key, a new one when none is open. */
  show(key: string): void {
    const known = this.#open.get(key);
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const { name } = this.#page;
    this.#serve(key, window.createWebviewPanel(viewTypeOf(name), this.#page.title(key), ViewColumn.Active));
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of [...this.#open.values()]) panel.dispose();
  }

  #serve(key: string, panel: WebviewPanel): void {
    const { extensionUri } = this.#context;
    const owned = new Disposables();
    const { webview } = panel;
    this.#open.set(key, panel);
    panel.onDidDispose(() => {
      this.#open.delete(key);
      owned.dispose();
    });
    webview.options = {
      enableScripts: true,
      localResourceRoots: [
        Uri.joinPath(extensionUri, 'dist', 'webview'),
        Uri.joinPath(extensionUri, 'media'),
      ],
    };
    panel.iconPath = {
      light: Uri.joinPath(extensionUri, 'media', `${this.#page.icon}-light.svg`),
      dark: Uri.joinPath(extensionUri, 'media', `${this.#page.icon}-dark.svg`),
    };
    panel.title = this.#page.title(key);
    const server = this.#start(key, panel, owned);
    owned.add(server);
    webview.onDidReceiveMessage((message: unknown) => server.receive(message));
    webview.html = this.#html(key, panel);
  }

  #start(key: string, panel: WebviewPanel, owned: Disposables): PageServer<C> {
    const { log, describe } = this.#context;
    const handlers = this.#page.open(key, {
      send: (name, payload) => server.send(name, payload),
      setTitle: (title) => {
        panel.title = title;
      },
      own: (disposable) => void owned.add(disposable),
      close: () => {
        panel.dispose();
      },
    });
    const server: PageServer<C> = new PageServer<C>(this.#page.name, handlers, {
      post: (message) => void panel.webview.postMessage(message),
      describe,
      log,
    });
    return server;
  }

  #html(key: string, { webview, title }: WebviewPanel): string {
    const { name } = this.#page;
    const file = (extension: string): string =>
      webview
        .asWebviewUri(Uri.joinPath(this.#context.extensionUri, 'dist', 'webview', `${name}.${extension}`))
        .toString();
    return pageHtml({
      boot: { page: name, key, strings: this.#page.strings() },
      title,
      language: env.language,
      nonce: randomBytes(18).toString('base64url'),
      cspSource: webview.cspSource,
      script: file('js'),
      styles: file('css'),
    });
  }
}
