/** VS Code's values that unit tests need: positions, addresses, icons, events. */
import { fileURLToPath, pathToFileURL } from 'node:url';

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();
  readonly event = (listener: (value: T) => unknown): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationTokenSource {
  readonly #cancelled = new EventEmitter<undefined>();
  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: this.#cancelled.event,
  };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire(undefined);
  }
  dispose(): void {
    this.#cancelled.dispose();
  }
}

export class Disposable {
  readonly #work: () => unknown;
  constructor(work: () => unknown) {
    this.#work = work;
  }
  dispose(): void {
    this.#work();
  }
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(...at: readonly [Position, Position] | readonly [number, number, number, number]) {
    this.start = at.length === 2 ? at[0] : new Position(at[0], at[1]);
    this.end = at.length === 2 ? at[1] : new Position(at[2], at[3]);
  }
}

export class Uri {
  readonly #url: URL;
  private constructor(url: URL) {
    this.#url = url;
  }
  static parse(text: string): Uri {
    return new Uri(new URL(text));
  }
  static from(parts: { readonly scheme: string; readonly path: string; readonly query?: string }): Uri {
    const url = new URL(`${parts.scheme}:`);
    url.pathname = parts.path;
    url.search = parts.query ?? '';
    return new Uri(url);
  }
  static file(path: string): Uri {
    return new Uri(pathToFileURL(path));
  }
  static joinPath(base: Uri, ...parts: readonly string[]): Uri {
    const url = new URL(base.toString());
    url.pathname = [url.pathname.replace(/\/$/, ''), ...parts].join('/');
    return new Uri(url);
  }
  get scheme(): string {
    return this.#url.protocol.slice(0, -1);
  }
  get path(): string {
    return decodeURIComponent(this.#url.pathname);
  }
  get query(): string {
    return this.#url.search.slice(1);
  }
  get fsPath(): string {
    return this.scheme === 'file' ? fileURLToPath(this.#url) : this.path;
  }
  toString(): string {
    return this.#url.href;
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class MarkdownString {
  value: string;
  isTrusted = false;
  supportThemeIcons = false;
  constructor(value = '') {
    this.value = value;
  }
  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
  appendText(text: string): this {
    this.value += text.replaceAll(/[\\`*_{}[\]()#+\-.!~<>|&]/g, '\\$&');
    return this;
  }
}

export class TreeItem {
  label: unknown;
  collapsibleState: number | undefined;
  constructor(label: unknown, collapsibleState?: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class DataTransferItem {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
  asString(): Promise<string> {
    return Promise.resolve(String(this.value));
  }
}

export class FileSystemError extends Error {
  readonly code: string;
  constructor(text: string, code = 'Unknown') {
    super(text);
    this.code = code;
  }
  static FileNotFound(what?: unknown): FileSystemError {
    return new FileSystemError(String(what), 'FileNotFound');
  }
  static NoPermissions(what?: unknown): FileSystemError {
    return new FileSystemError(String(what), 'NoPermissions');
  }
}

export const InputBoxValidationSeverity = { Info: 1, Warning: 2, Error: 3 } as const;
