import { randomBytes } from 'node:crypto';
import { commands, env, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import * as v from 'valibot';
import { Disposables, type Disposable } from '../../base/disposables.ts';
import type { Failure } from '../../base/failure.ts';
import type { Contract, EventsOf, NameIn } from '../../protocol/contract.ts';
import { prefix } from '../../ui/settings.ts';
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
  /** A word for what a page with this key is about, which menus of its title test. */
  readonly subject?: (key: string) => string;
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
const viewTypeOf = (page: string): string => `${prefix}.${page}`;

/** Two clicks within this time, in ms, are a double click. */
const doubleClick = 500;

interface Served {
  readonly panel: WebviewPanel;
  readonly owned: Disposables;
}

/** Opens the panels of one kind of page, and those that were open when the window closed. */
export class Panels<C extends Contract> implements Disposable {
  readonly #page: Page<C>;
  readonly #context: PanelContext;
  readonly #open = new Map<string, Served>();
  #preview: { readonly key: string; readonly since: number } | undefined;
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
    if (this.#preview?.key === key) this.#preview = undefined;
    const known = this.#open.get(key)?.panel;
    if (known === undefined) this.#serve(key, this.#create(key));
    else known.reveal();
  }

  /**
   * Shows the panel for a key without taking the focus: in place of the one that was shown so last, unless that is kept. A second
   * call for the same key soon after, as a double click makes, keeps it.
   */
  preview(key: string, now: number): void {
    const before = this.#preview;
    const known = this.#open.get(key)?.panel;
    if (known === undefined) {
      this.#preview = { key, since: now };
      this.#replace(before?.key, key);
      return;
    }
    known.reveal(undefined, true);
    if (before?.key === key)
      this.#preview = now - before.since < doubleClick ? undefined : { key, since: now };
  }

  /** Shows a page in the panel of another one, or in a new panel where that is not open. */
  #replace(before: string | undefined, key: string): void {
    const reused = this.#open.get(before ?? '');
    if (before === undefined || reused === undefined) {
      this.#serve(key, this.#create(key, true));
      return;
    }
    this.#open.delete(before);
    reused.owned.dispose();
    this.#serve(key, reused.panel);
    reused.panel.reveal(undefined, true);
  }

  /** The key of the panel that has the focus, or had it last in its group. */
  get activeKey(): string | undefined {
    return [...this.#open].find(([, { panel }]) => panel.active)?.[0];
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const { panel } of [...this.#open.values()]) panel.dispose();
  }

  #create(key: string, preserveFocus = false): WebviewPanel {
    const where = { viewColumn: ViewColumn.Active, preserveFocus };
    return window.createWebviewPanel(viewTypeOf(this.#page.name), this.#page.title(key), where);
  }

  #serve(key: string, panel: WebviewPanel): void {
    const { extensionUri } = this.#context;
    const owned = new Disposables();
    const { webview } = panel;
    this.#open.set(key, { panel, owned });
    owned.add(
      panel.onDidDispose(() => {
        this.#open.delete(key);
        owned.dispose();
      }),
    );
    const tell = (): void => {
      const subject = this.#page.subject?.(key);
      if (panel.active && subject !== undefined)
        void commands.executeCommand('setContext', `${prefix}.page`, subject);
    };
    owned.add(panel.onDidChangeViewState(tell));
    tell();
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
    owned.add(webview.onDidReceiveMessage((message: unknown) => server.receive(message)));
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
