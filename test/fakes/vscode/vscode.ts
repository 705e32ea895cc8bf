/** What stands for the module `vscode` in unit tests; `person` is before it. A test compares it with the typings. */
import { person } from './person.ts';
import { EventEmitter } from './values.ts';

export * from './values.ts';
export { window } from './window.ts';

export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 } as const;
export const QuickPickItemKind = { Separator: -1, Default: 0 } as const;
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const ViewColumn = { Active: -1, Beside: -2, One: 1 } as const;
export const QuickInputButtons = { Back: { iconPath: 'back' } } as const;

/** Texts as they are written; `{0}` and `{name}` are filled in. */
export const l10n = {
  t(text: string | { readonly message: string; readonly args?: readonly unknown[] }, ...values: unknown[]) {
    const [template, given] =
      typeof text === 'string' ? [text, values] : [text.message, [...(text.args ?? [])]];
    return template.replaceAll(/\{(\d+)\}/g, (whole, index: string) => {
      const value = given[Number(index)];
      return value === undefined ? whole : (value as string);
    });
  },
};

export const env = {
  language: 'en',
  remoteName: undefined,
  shell: '/bin/sh',
  clipboard: {
    writeText(text: string): Promise<void> {
      person.copy(text);
      (globalThis as { copiedText?: string }).copiedText = text;
      return Promise.resolve();
    },
    readText: () => Promise.resolve(person.copied ?? ''),
  },
  openExternal(uri: unknown): Promise<boolean> {
    person.execute('openExternal', [String(uri)]);
    return Promise.resolve(true);
  },
};

export const commands = {
  executeCommand(command: string, ...args: readonly unknown[]): Promise<unknown> {
    person.execute(command, args);
    return Promise.resolve(undefined);
  },
  registerCommand: () => ({ dispose: () => undefined }),
};

/** Settings of a test, by their full names. */
export const settings = ((globalThis as { settingsOfTests?: Map<string, unknown> }).settingsOfTests ??=
  new Map());

/** Who serves the documents of a scheme. */
const providers = new Map<string, { provideTextDocumentContent(uri: unknown): string }>();

export const workspace = {
  workspaceFolders: undefined,
  isTrusted: true,
  textDocuments: [] as readonly unknown[],
  getConfiguration: (prefix: string) => ({
    get: (name: string, otherwise?: unknown) => settings.get(`${prefix}.${name}`) ?? otherwise,
  }),
  onDidChangeConfiguration: new EventEmitter<unknown>().event,
  registerTextDocumentContentProvider(
    scheme: string,
    provider: { provideTextDocumentContent(uri: unknown): string },
  ) {
    providers.set(scheme, provider);
    return { dispose: () => providers.delete(scheme) };
  },
  openTextDocument: (given: { readonly content?: string; readonly scheme?: string }) =>
    Promise.resolve({
      content: given.content ?? providers.get(given.scheme ?? '')?.provideTextDocumentContent(given),
    }),
  findFiles: () => Promise.resolve([]),
  asRelativePath: (path: unknown) => String(path),
};

/** Other extensions, by their id, as a test put them into `activeExtensions`. */
export const extensions = {
  getExtension: (id: string): unknown =>
    (globalThis as { activeExtensions?: Readonly<Record<string, unknown>> }).activeExtensions?.[id],
};

export const languages = {
  registerDocumentDropEditProvider: () => ({ dispose: () => undefined }),
};
