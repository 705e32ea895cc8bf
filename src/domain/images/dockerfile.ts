import type { ImageConfig } from './imageConfig.ts';
import { instructionOf } from './instruction.ts';

/** The most bytes of text that are rebuilt, in UTF-16 units; a hostile history may be much longer. */
const longest = 2_000_000;

/**
 * A text like the Dockerfile an image was built from, as far as the history tells it: without `FROM` and without the files that
 * were copied. Without a history, only what the config says. Ends with a line break.
 */
export function dockerfileOf(config: ImageConfig): string {
  const steps = config.history.map(({ createdBy = '' }) => instructionOf(createdBy));
  const known = steps.filter((step) => step !== '');
  const lines = known.length === 0 ? fromConfig(config) : known;
  const text = lines.map(harmless).join('\n');
  return text === '' ? '' : `${text.slice(0, longest)}\n`;
}

function fromConfig(config: ImageConfig): readonly string[] {
  const { environment, labels, exposedPorts, volumes, workingDirectory, user, stopSignal } = config;
  const one = (instruction: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${instruction} ${value}`];
  const list = (instruction: string, values: readonly string[]): readonly string[] =>
    values.length === 0 ? [] : [`${instruction} ${JSON.stringify(values)}`];
  return [
    ...environment.map(({ name, value }) => `ENV ${name}=${JSON.stringify(value)}`),
    ...labels.map(({ name, value }) => `LABEL ${name}=${JSON.stringify(value)}`),
    ...exposedPorts.map((port) => `EXPOSE ${port}`),
    ...list('VOLUME', volumes),
    ...one('WORKDIR', workingDirectory),
    ...one('USER', user),
    ...one('STOPSIGNAL', stopSignal),
    ...list('ENTRYPOINT', config.entrypoint),
    ...list('CMD', config.command),
  ];
}

/** Control characters but tabs and line breaks, and the marks that hide or reorder text, as `�`. */
function harmless(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    '\ufffd',
  );
}
