/** The longest command line that is read, in UTF-16 units. */
const longest = 20_000;

/** Programs that run what follows them, with those of their options that take the next word. Sources: their manual pages. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
  sudo: [
    '-u',
    '-g',
    '-h',
    '-p',
    '-C',
    '-r',
    '-t',
    '-T',
    '-U',
    '-R',
    '-D',
    '--user',
    '--group',
    '--host',
    '--prompt',
    '--chdir',
  ],
  doas: ['-u', '-C'],
  env: ['-u', '-C', '-S', '--unset', '--chdir'],
  time: ['-f', '-o', '--format', '--output'],
  nice: ['-n', '--adjustment'],
  ionice: ['-c', '-n'],
  timeout: ['-s', '-k', '--signal', '--kill-after'],
  stdbuf: ['-i', '-o', '-e'],
  watch: ['-n', '--interval'],
  xargs: ['-I', '-n', '-P', '-L', '-d', '-a'],
  chrt: [],
  taskset: [],
  command: [],
  exec: ['-a'],
  builtin: [],
  noglob: [],
  nohup: [],
  setsid: [],
  unbuffer: [],
  winpty: [],
  caffeinate: ['-t', '-w'],
  wsl: ['-d', '-u', '--distribution', '--user', '--cd'],
  strace: ['-e', '-o', '-p'],
  pkexec: ['--user'],
  'systemd-run': ['-p', '--unit', '--property'],
  '&': [],
  '!': [],
};
/** Wrappers whose first word that is no option is theirs: `timeout 5m`. */
const withArgument: ReadonlySet<string> = new Set(['timeout', 'chrt', 'taskset']);

/**
 * The words of the first command of a command line, without quotes; it ends at a pipe, `;` or `&`. Backslashes stay, as in paths of Windows.
 * Source: POSIX, Shell Command Language, "Token Recognition".
 */
function wordsOfCommand(commandLine: string): readonly string[] {
  const text = commandLine.slice(0, longest).replace(/\\\r?\n/g, ' ');
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) at += 1;
    else if (isEnd(character, words.length > 0)) break;
    else {
      const { word, end } = wordAt(text, at);
      words.push(word);
      at = end;
    }
  }
  return words;
}

/** A word of at least one character, with what its quotes hold. */
function wordAt(text: string, from: number): { readonly word: string; readonly end: number } {
  const parts: string[] = [];
  let quote = '';
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const isBare = quote === '';
    if (isBare && at > from && /[\s|;&]/.test(character)) break;
    if (isBare && /["']/.test(character)) quote = character;
    else if (character === quote) quote = '';
    else parts.push(character);
  }
  return { word: parts.join(''), end: at };
}

/** An `&` in front calls a program in PowerShell; later it ends a command, as the others do. */
function isEnd(character: string, hasWords: boolean): boolean {
  return character === '|' || character === ';' || (character === '&' && hasWords);
}

/** Where the program stands among the words: behind assignments and wrappers with their options. */
function programPlace(words: readonly string[]): number {
  let at = 0;
  for (;;) {
    while (/^[A-Za-z_]\w*\+?=/.test(words[at] ?? '')) at += 1;
    const wrapper = nameOfProgram(words[at] ?? '');
    const taking = Object.hasOwn(wrappers, wrapper) ? wrappers[wrapper] : undefined;
    if (taking === undefined) return at;
    at = behindOptions(words, at + 1, taking);
    if (withArgument.has(wrapper)) at += 1;
  }
}

function behindOptions(words: readonly string[], from: number, taking: readonly string[]): number {
  let at = from;
  while ((words[at] ?? '').startsWith('-')) {
    const option = words[at] ?? '';
    at += taking.includes(option) ? 2 : 1;
    if (option === '--') break;
  }
  return at;
}

/** The program that a command line runs, by its name alone: `DOCKER_BUILDKIT=1 sudo /usr/bin/docker build .` → `docker`. */
export function programOfCommandLine(commandLine: string): string {
  const words = wordsOfCommand(commandLine);
  return nameOfProgram(words[programPlace(words)] ?? '');
}

/** Without its folder and `.exe`. */
function nameOfProgram(word: string): string {
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');
}

/** Whether a wrapper runs the program as another user. */
export function runsAsOther(commandLine: string): boolean {
  const words = wordsOfCommand(commandLine);
  return words
    .slice(0, programPlace(words))
    .some((word) => /^(?:sudo|doas|pkexec)$/.test(nameOfProgram(word)));
}
