import { withoutInvisible } from '../../base/invisible.ts';
import type { HealthCheck, HistoryStep, ImageConfig } from './imageConfig.ts';
import { instructionOf } from './instruction.ts';
import { textsOf } from './loose.ts';
import { doubleQuoted, healthCommand } from './printedInstruction.ts';
import { usualShells } from './shellPrefix.ts';

/** The most bytes of text that are rebuilt, in UTF-16 units; a hostile history may be much longer. */
const longest = 2_000_000;

/** The most steps that are read; builders make some hundred at most. */
const mostSteps = 20_000;

/**
 * A text like the Dockerfile an image was built from, as far as the history tells it: without `FROM` and without the files that
 * were copied. Without a history, only what the config says. Ends with a line break.
 */
export function dockerfileOf(config: ImageConfig): string {
  const known = [...instructionsOf(config).values()].filter((step) => step !== '');
  const lines = known.length === 0 ? fromConfig(config) : known;
  const text = lines.map(harmless).join('\n');
  return text === '' ? '' : `${text.slice(0, longest)}\n`;
}

/**
 * The instruction of each step of the history, oldest first; empty for a step that does not say how it came. Shells and names are those that
 * this history and config tell.
 */
export function instructionsOf(config: ImageConfig): ReadonlyMap<HistoryStep, string> {
  const names = new Set([...config.environment, ...config.labels].map(({ name }) => name));
  let shells = [...(config.shell.length > 0 ? [config.shell] : []), ...usualShells];
  const instructions = new Map<HistoryStep, string>();
  for (const step of config.history.slice(0, mostSteps)) {
    const instruction = instructionOf(step.createdBy ?? '', { names, shells });
    instructions.set(step, instruction);
    const shell = instruction.startsWith('SHELL [') ? shellOf(instruction) : undefined;
    if (shell !== undefined) shells = [shell];
  }
  return instructions;
}

function shellOf(instruction: string): readonly string[] | undefined {
  try {
    return textsOf(JSON.parse(instruction.slice('SHELL '.length)));
  } catch {
    return undefined;
  }
}

function fromConfig(config: ImageConfig): readonly string[] {
  const { environment, labels, exposedPorts, volumes, workingDirectory, user, stopSignal } = config;
  const one = (instruction: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${instruction} ${value}`];
  const list = (instruction: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [`${instruction} ${JSON.stringify(values)}`];
  return [
    ...environment.map(({ name, value }) => `ENV ${name}=${doubleQuoted(value)}`),
    ...labels.map(({ name, value }) => `LABEL ${name}=${doubleQuoted(value)}`),
    ...exposedPorts.map((port) => `EXPOSE ${port}`),
    ...list('VOLUME', volumes),
    ...one('WORKDIR', workingDirectory),
    ...one('USER', user),
    ...one('STOPSIGNAL', stopSignal),
    ...list('SHELL', config.shell),
    ...one('HEALTHCHECK', config.healthCheck && healthOptions(config.healthCheck)),
    ...config.onBuild.map((instruction) => `ONBUILD ${instruction}`),
    ...list('ENTRYPOINT', config.entrypoint),
    ...list('CMD', config.command),
  ];
}

function healthOptions({
  test,
  intervalNs,
  timeoutNs,
  startPeriodNs,
  startIntervalNs,
  retries,
}: HealthCheck): string | undefined {
  const command = healthCommand(test);
  if (command === undefined || command === 'NONE') return command;
  const time = (name: string, ns: number | undefined): readonly string[] =>
    ns === undefined ? [] : [`--${name}=${Math.round(ns / 1e6)}ms`];
  return [
    ...time('interval', intervalNs),
    ...time('timeout', timeoutNs),
    ...time('start-period', startPeriodNs),
    ...time('start-interval', startIntervalNs),
    ...(retries === undefined ? [] : [`--retries=${retries}`]),
    command,
  ].join(' ');
}

/** Control characters but tabs and line breaks, and the marks that hide or reorder text, as `�`. */
function harmless(text: string): string {
  const inLine = (line: string): string =>
    line
      .split('\t')
      .map((part) => withoutInvisible(part, '\ufffd'))
      .join('\t');
  return text.split('\n').map(inLine).join('\n');
}
