import { knownPlatform, type Platform } from '../platform.ts';
import { entriesOf, fieldOf, itemsOf, textOf, textsOf } from './loose.ts';

/** A name with its value, as of labels and the environment. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** One step of the history. Source: OCI image specification, config.md, `history`. */
export interface HistoryStep {
  /** ISO 8601, as written. */
  readonly created?: string;
  /** The command as the builder wrote it down. */
  readonly createdBy?: string;
  readonly author?: string;
  readonly comment?: string;
  /** Whether the step made no layer. */
  readonly isEmpty: boolean;
}

/** How a container is asked whether it is well. Durations in nanoseconds, as Docker writes them. */
export interface HealthCheck {
  /** `["CMD", …]`, `["CMD-SHELL", …]` or `["NONE"]`. */
  readonly test: readonly string[];
  readonly intervalNs?: number;
  readonly timeoutNs?: number;
  readonly startPeriodNs?: number;
  readonly startIntervalNs?: number;
  readonly retries?: number;
}

/** What the config of an image says. What is absent, or of the wrong type, is `undefined` or empty. */
export interface ImageConfig {
  readonly platform?: Platform;
  /** ISO 8601, as written; reproducible builds put 1970 or the year 1 here. */
  readonly created?: string;
  readonly author?: string;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** For the shell form of instructions, when it is not `/bin/sh -c`. */
  readonly shell: readonly string[];
  readonly environment: readonly NamedValue[];
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal?: string;
  readonly healthCheck?: HealthCheck;
  readonly labels: readonly NamedValue[];
  /** Instructions that wait for a build on top of this image. */
  readonly onBuild: readonly string[];
  /** Digests of the unpacked layers, lowest first. */
  readonly diffIds: readonly string[];
  /** Oldest first; empty when the config has none. */
  readonly history: readonly HistoryStep[];
}

/** Reads the JSON of a config, of Docker's kind or OCI's. Never throws; names of sets come sorted. */
export function readImageConfig(json: unknown): ImageConfig {
  const run = fieldOf(json, 'config');
  const healthCheck = readHealthCheck(fieldOf(run, 'Healthcheck'));
  const platform = readPlatform(json);
  return {
    ...optional('created', textOf(fieldOf(json, 'created'))),
    ...optional('author', textOf(fieldOf(json, 'author'))),
    ...optional('user', textOf(fieldOf(run, 'User'))),
    ...optional('workingDirectory', textOf(fieldOf(run, 'WorkingDir'))),
    ...optional('stopSignal', textOf(fieldOf(run, 'StopSignal'))),
    ...optional('healthCheck', healthCheck),
    ...optional('platform', platform),
    entrypoint: commandOf(fieldOf(run, 'Entrypoint')),
    command: commandOf(fieldOf(run, 'Cmd')),
    shell: textsOf(fieldOf(run, 'Shell')),
    environment: textsOf(fieldOf(run, 'Env')).map(environmentEntry),
    exposedPorts: namesOf(fieldOf(run, 'ExposedPorts')),
    volumes: namesOf(fieldOf(run, 'Volumes')),
    labels: labelsOf(fieldOf(run, 'Labels')),
    onBuild: textsOf(fieldOf(run, 'OnBuild')),
    diffIds: textsOf(fieldOf(fieldOf(json, 'rootfs'), 'diff_ids')),
    history: itemsOf(fieldOf(json, 'history')).map(readStep),
  };
}

function optional<K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in K]: V });
}

/** Old builders wrote a single text where a list belongs. */
function commandOf(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? [value] : textsOf(value);
}

/** `A=b=c` → `A`, `b=c`; without `=` the value is empty. */
function environmentEntry(entry: string): NamedValue {
  const at = entry.indexOf('=');
  return at < 0 ? { name: entry, value: '' } : { name: entry.slice(0, at), value: entry.slice(at + 1) };
}

function namesOf(value: unknown): readonly string[] {
  return entriesOf(value)
    .map(([name]) => name)
    .sort(byText);
}

function labelsOf(value: unknown): readonly NamedValue[] {
  return entriesOf(value)
    .flatMap(([name, text]) => (typeof text === 'string' ? [{ name, value: text }] : []))
    .sort((one, two) => byText(one.name, two.name));
}

function byText(one: string, two: string): number {
  return one < two ? -1 : one > two ? 1 : 0;
}

function readPlatform(json: unknown): Platform | undefined {
  return knownPlatform({
    os: textOf(fieldOf(json, 'os')) ?? '',
    architecture: textOf(fieldOf(json, 'architecture')) ?? '',
    ...optional('variant', textOf(fieldOf(json, 'variant'))),
    ...optional('osVersion', textOf(fieldOf(json, 'os.version'))),
  });
}

function readStep(json: unknown): HistoryStep {
  return {
    ...optional('created', textOf(fieldOf(json, 'created'))),
    ...optional('createdBy', textOf(fieldOf(json, 'created_by'))),
    ...optional('author', textOf(fieldOf(json, 'author'))),
    ...optional('comment', textOf(fieldOf(json, 'comment'))),
    isEmpty: fieldOf(json, 'empty_layer') === true,
  };
}

function readHealthCheck(json: unknown): HealthCheck | undefined {
  const test = textsOf(fieldOf(json, 'Test'));
  if (test.length === 0) return undefined;
  const number = (name: string): number | undefined => {
    const value = fieldOf(json, name);
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  return {
    test,
    ...optional('intervalNs', number('Interval')),
    ...optional('timeoutNs', number('Timeout')),
    ...optional('startPeriodNs', number('StartPeriod')),
    ...optional('startIntervalNs', number('StartInterval')),
    ...optional('retries', number('Retries')),
  };
}
