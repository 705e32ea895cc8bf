/** The program's full path, looked up in PATH. */
export function findProgram(name: string): string | undefined;
/** Installs what package-lock.json names, unless exactly that is installed. */
export function ensureNodeModules(): void;
/** Installs Debian packages, or prints the command for it and exits; does nothing on macOS and Windows. */
export function ensureSystemPackages(names: readonly string[]): void;
/** Libraries and programs for a keychain on Linux; other systems have one. */
export function ensureKeyring(): void;
/** The real registry and the tools that push into it, for GitLab in a box. */
export function ensureRegistryTools(): void;
/** What reads the scripts and settings that are handed out as recipes. */
export function ensureRecipeReaders(): void;
/** Real container engines to sign in; no daemon of theirs is started. */
export function ensureEngines(): void;
/** A Chromium's path: $CHROMIUM, the system's own, or one that Playwright downloads into the cache. */
export function ensureChromium(): string;
/** VS Code's server of a version such as '1.100.3', and the Node program that it runs on. */
export function ensureVsCodeServer(version: string): { readonly node: string; readonly serverMain: string };
/** The program that `runTests` of @vscode/test-electron starts: the desktop VS Code, or our launcher of the server. */
export function ensureVsCode(
  version: string,
): Promise<{ readonly executable: string; readonly kind: 'desktop' | 'server' }>;
