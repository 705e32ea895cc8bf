/** The shell of a `RUN` that no `SHELL` changes: Linux's and Windows's. Source: Dockerfile reference, "SHELL". */
export const usualShells: readonly (readonly string[])[] = [
  ['/bin/sh', '-c'],
  ['cmd', '/S', '/C'],
];

/** A command line's shell, with where the command itself begins. */
export interface ShellPrefix {
  readonly shell: readonly string[];
  /** Position of the command in the text. */
  readonly end: number;
}

/** What a shell's program is called, without its folder and `.exe`. */
const unixShells = /^(?:(?:ba|da|a|k|mk|pdk|z|c|tc|fi|ya|o)?sh)$/;
const powerShells = /^(?:powershell|pwsh)$/i;

/** More words than this are not looked at before `-c`. */
const mostWords = 12;

/**
 * The shell that a line begins with at a position: one of those given, else one that is known by its name and takes a command as one
 * text: `/bin/bash -eo pipefail -c`, `/busybox/sh -c`, `/usr/bin/env bash -c`, `powershell -NoLogo -Command`, `cmd /S /C`. Looks at a few
 * words only, however long the text is.
 */
export function shellAt(
  text: string,
  at: number,
  known: readonly (readonly string[])[] = [],
): ShellPrefix | undefined {
  for (const shell of known) {
    const words = `${shell.join(' ')} `;
    if (shell.length > 0 && text.startsWith(words, at)) return { shell, end: at + words.length };
  }
  if (!mayBeShell.test(programOf(text.slice(at, wordEnd(text, at))))) return undefined;
  const words = wordsAt(text, at);
  const count = shellWords(words.map(({ word }) => word));
  if (count === undefined) return undefined;
  return {
    shell: words.slice(0, count).map(({ word }) => word),
    end: (words[count - 1]?.end ?? text.length) + 1,
  };
}

const mayBeShell = /^(?:[a-z]{0,4}sh|env|busybox|cmd|powershell)$/i;

function wordEnd(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space < 0 ? text.length : space;
}

function wordsAt(text: string, at: number): readonly { readonly word: string; readonly end: number }[] {
  const words: { readonly word: string; readonly end: number }[] = [];
  for (let from = at; from < text.length && words.length < mostWords;) {
    const end = wordEnd(text, from);
    // A word as long as this is no option, and nothing behind it is one.
    if (end - from > 200) break;
    words.push({ word: text.slice(from, end), end });
    from = end + 1;
  }
  return words;
}

/** How many of the words are the shell's; `undefined` for no shell with a command. */
function shellWords(words: readonly string[]): number | undefined {
  const first = programOf(words[0] ?? '');
  const start = first === 'env' || first === 'busybox' ? 1 : 0;
  const program = programOf(words[start] ?? '');
  if (unixShells.test(program)) return unixWords(words, start + 1);
  if (powerShells.test(program)) return powerWords(words, start + 1);
  return program.toLowerCase() === 'cmd' ? windowsWords(words, start + 1) : undefined;
}

function programOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

/** Options until the one that holds a `c`; an `o` among the letters takes the next word. Source: POSIX `sh`, bash(1). */
function unixWords(words: readonly string[], from: number): number | undefined {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!/^(?:[-+][A-Za-z]{1,12}|--[a-z-]{1,30})$/.test(word)) return undefined;
    if (word.startsWith('--')) continue;
    const takesNext = /[oO]/.test(word);
    if (word.startsWith('-') && word.includes('c')) return at + (takesNext ? 2 : 1);
    if (takesNext) at += 1;
  }
  return undefined;
}

/** Source: about_PowerShell_exe: `-Command` takes all that follows. */
function powerWords(words: readonly string[], from: number): number | undefined {
  for (let at = from; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    if (/^[-/](?:c|command)$/.test(word)) return at + 1;
    if (/^[-/](?:ep|ex|executionpolicy|version|inputformat|outputformat|windowstyle)$/.test(word)) at += 1;
    else if (!/^[-/][a-z]{1,30}$/.test(word)) return undefined;
  }
  return undefined;
}

function windowsWords(words: readonly string[], from: number): number | undefined {
  for (let at = from; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    if (!/^(?:\/[a-z](?::[a-z]{1,3})?){1,4}$/.test(word)) return undefined;
    if (/\/[ck]$/.test(word)) return at + 1;
  }
  return undefined;
}
