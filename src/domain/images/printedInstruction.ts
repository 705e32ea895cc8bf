import { readGoPrint, readGoTexts, type GoValue } from './goPrint.ts';
import { bareText } from './shellQuotes.ts';

/** What else is known of an image whose history is read. */
export interface InstructionContext {
  /** Shells that `SHELL` or the config names, the likeliest first. Without any, a shell is known by its name alone. */
  readonly shells?: readonly (readonly string[])[];
  /** The names of the image's variables and labels: where one value ends and the next name begins was not written down. */
  readonly names?: ReadonlySet<string>;
}

/**
 * What a builder wrote down for an instruction but `RUN`, as the Dockerfile reference has it: lists as JSON, assignments in quotes, options
 * of a health check by their names. What is in that form already stays. `undefined` for what cannot be read.
 * Sources: moby builder/dockerfile/dispatchers.go, buildkit dockerfile2llb/convert.go, Dockerfile reference.
 */
export function printedInstruction(text: string, context: InstructionContext = {}): string | undefined {
  const space = text.search(/\s/);
  if (space < 0) return undefined;
  const keyword = text.slice(0, space).toUpperCase();
  const rest = text.slice(space).trim();
  const read = readers[keyword];
  if (read === undefined) return `${keyword} ${rest}`;
  const value = read(rest, context);
  return value === undefined || value === '' ? undefined : `${keyword} ${value}`;
}

type Reader = (rest: string, context: InstructionContext) => string | undefined;

const readers: Readonly<Record<string, Reader>> = {
  CMD: listOf,
  ENTRYPOINT: listOf,
  VOLUME: listOf,
  SHELL: (rest, { shells = [] }) => {
    const known = shells.find((shell) => `[${shell.join(' ')}]` === rest);
    return known === undefined ? listOf(rest) : JSON.stringify(known);
  },
  EXPOSE: portsOf,
  HEALTHCHECK: (rest) => (/^(?:&|%!)/.test(rest) ? healthCheckOf(rest) : rest),
  ENV: (rest, { names }) => quotedAssignments(rest, names),
  LABEL: (rest, { names }) => quotedAssignments(rest, names),
  ARG: (rest) => quotedAssignments(rest, undefined),
  USER: onlyWord,
  STOPSIGNAL: onlyWord,
};

/** Docker 1.9 to 1.12 printed the list of arguments. */
function onlyWord(rest: string): string {
  return /^\[[^\s[\]]+\]$/.test(rest) ? rest.slice(1, -1) : rest;
}

/** A list as JSON. A command in shell form stays as it is. */
function listOf(rest: string): string {
  if (!/^(?:\[|&\{\[)/.test(rest) || isJson(rest)) return rest;
  const items = readGoTexts(rest);
  if (items !== undefined) return JSON.stringify(items);
  // Printed without quotes, with brackets among the words.
  return rest.endsWith(']') ? JSON.stringify(rest.slice(1, -1).split(' ')) : rest;
}

function isJson(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

/** `map[443/tcp:{} 80/tcp:{}]` and `[80/tcp]` → `443/tcp 80/tcp`. */
function portsOf(rest: string): string {
  if (!/^(?:map)?\[/.test(rest) || !rest.endsWith(']')) return rest;
  const ports = rest.slice(rest.indexOf('[') + 1, -1).split(' ');
  return ports.map((port) => port.split(':')[0] ?? '').join(' ');
}

const durations = ['--interval', '--timeout', '--start-period', '--start-interval'] as const;

/** `&{["CMD-SHELL" "x"] "30s" "0s" "0s" '\x03'}`: the test, two to four durations, and retries as a character. */
function healthCheckOf(rest: string): string | undefined {
  const value = readGoPrint(rest);
  if (typeof value !== 'object') return undefined;
  const [test, ...numbers] = value;
  const retries = numbers.at(-1);
  const times = numbers.slice(0, -1);
  if (typeof test !== 'object' || !test.every((word) => typeof word === 'string')) return undefined;
  if (typeof retries !== 'number' || times.length > durations.length || !times.every(isText))
    return undefined;
  const options = durations.flatMap((name, at) => {
    const time = times[at] ?? '0s';
    return time === '0s' ? [] : [`${name}=${time}`];
  });
  const command = healthCommand(test);
  if (command === 'NONE') return command;
  return command && [...options, ...(retries > 0 ? [`--retries=${retries}`] : []), command].join(' ');
}

function isText(value: GoValue): value is string {
  return typeof value === 'string';
}

/** The part of a health check that says what is run, from its `Test`. Source: OCI's and Docker's image config. */
export function healthCommand([kind, ...words]: readonly string[]): string | undefined {
  if (kind === 'NONE') return 'NONE';
  if (kind === 'CMD') return `CMD ${JSON.stringify(words)}`;
  if (kind !== 'CMD-SHELL') return undefined;
  const command = words.join(' ');
  // A line break ends an instruction.
  return command.includes('\n') ? `CMD ${JSON.stringify(['/bin/sh', '-c', command])}` : `CMD ${command}`;
}

/**
 * `A=b c D=e` → `A="b c" D=e`. A name begins a value of its own when the image has a variable or label of this name, or, where that is not
 * known, when it looks like one.
 */
function quotedAssignments(text: string, names: ReadonlySet<string> | undefined): string {
  const words = text.split(' ');
  const found: { readonly name: string; readonly parts: string[] }[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = word.slice(0, Math.max(equals, 0));
    const isNew = found.length === 0 ? equals > 0 : isName(name, names);
    if (isNew) found.push({ name, parts: [word.slice(equals + 1)] });
    else if (found.length === 0) return text;
    else found.at(-1)?.parts.push(word);
  }
  return found.map(({ name, parts }) => `${quoted(name)}=${quoted(parts.join(' '))}`).join(' ');
}

function isName(name: string, names: ReadonlySet<string> | undefined): boolean {
  return names === undefined || names.size === 0 ? /^[A-Za-z_][\w./-]*$/.test(name) : names.has(name);
}

/** A word as the Dockerfile has to say it: in double quotes where it holds what the Dockerfile or a shell would read. */
function quoted(text: string): string {
  return /^[\w./:@%+,=~^;&|()<>?*!{}[\]-]*$/.test(text) ? text : doubleQuoted(text);
}

/** A text in a Dockerfile's double quotes, in which nothing is expanded. */
export function doubleQuoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`;
}

/** Whether a text is assignments as a Dockerfile has them, quoted where they need it: `A=b C="d e"`. */
export function areAssignments(text: string): boolean {
  const { isBare, isClosed } = bareText(text);
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const isEnd = at === text.length || (isBare(at) && /\s/.test(text[at] ?? ''));
    if (isEnd && at > from && !/^[^\s"'=]{1,300}=/.test(text.slice(from, Math.min(at, from + 302))))
      return false;
    if (isEnd) from = at + 1;
  }
  return isClosed && text.trim() !== '';
}
