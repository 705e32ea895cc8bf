import type { HealthCheck, HistoryStep, ImageConfig, NamedValue } from '../../domain/images/imageConfig.ts';
import type { LayerStep } from '../../domain/images/layerSteps.ts';
import { unpackedSize, type CountedLayers } from '../../domain/images/unpackedSize.ts';
import type { ConfigView, StepRow } from '../../protocol/images.ts';
import { visible, visibleBlock } from '../../ui/text/visibleText.ts';

/** A config may name a million variables; the config's document has all of them. */
const mostValues = 5000;
const longestValue = 20_000;

/** Names and values, fit to be shown. */
export function namedValues(values: readonly NamedValue[]): readonly NamedValue[] {
  return values
    .slice(0, mostValues)
    .map(({ name, value }) => ({ name: visible(name), value: visibleBlock(value, longestValue) }));
}

/** One row of the history, fit to be shown. */
export function stepRow(
  { step, layer, position = 0, share }: LayerStep,
  counted: CountedLayers,
  instructions: ReadonlyMap<HistoryStep, string>,
): StepRow {
  const unpackedBytes = layer && unpackedSize(layer, counted);
  const unpacked = unpackedBytes === undefined ? {} : { unpackedBytes };
  return {
    ...(step === undefined ? {} : stepTexts(step, instructions.get(step) ?? '')),
    ...(layer === undefined ? {} : { layer: { ...layerOf(layer, position, share), ...unpacked } }),
  };
}

function stepTexts({ created, comment }: HistoryStep, instruction: string): StepRow {
  return {
    ...(instruction === '' ? {} : { instruction: visibleBlock(instruction, longestValue) }),
    ...(created === undefined ? {} : { created: visible(created) }),
    ...(comment === undefined ? {} : { comment: visible(comment) }),
  };
}

function layerOf(
  layer: NonNullable<LayerStep['layer']>,
  position: number,
  share: number,
): NonNullable<StepRow['layer']> {
  const { digest, sizeBytes, mediaType, annotations, urls = [] } = layer;
  const title = annotations['org.opencontainers.image.title'];
  return {
    number: position + 1,
    digest,
    bytes: sizeBytes,
    share,
    mediaType: visible(mediaType),
    ...(title === undefined ? {} : { title: visible(title) }),
    isForeign: urls.length > 0 || /\b(?:foreign|nondistributable)\b/.test(mediaType),
  };
}

/** A config, fit to be shown. Commands are written as a shell would take them. */
export function configView(config: ImageConfig): ConfigView {
  const { author, user, workingDirectory, stopSignal, healthCheck } = config;
  const optional = {
    author,
    user,
    workingDirectory,
    stopSignal,
    entrypoint: commandLine(config.entrypoint),
    command: commandLine(config.command),
    healthCheck: healthCheck && healthText(healthCheck),
  };
  return {
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, text]) =>
        text === undefined ? [] : [[name, visibleBlock(text, longestValue)]],
      ),
    ),
    exposedPorts: config.exposedPorts.slice(0, mostValues).map(visible),
    volumes: config.volumes.slice(0, mostValues).map(visible),
    environment: namedValues(config.environment),
    labels: namedValues(config.labels),
  };
}

/** `["sh", "-c", "a b"]` → `sh -c 'a b'`; `undefined` for no command. */
function commandLine(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** `curl -f localhost (interval 30s, retries 3)`, in the words of the Dockerfile. */
function healthText({ test, intervalNs, timeoutNs, startPeriodNs, retries }: HealthCheck): string {
  const [form, ...rest] = test;
  const command =
    form === 'CMD-SHELL' ? rest.join(' ') : form === 'CMD' ? (commandLine(rest) ?? '') : test.join(' ');
  const seconds = (name: string, ns: number | undefined): readonly string[] =>
    ns === undefined ? [] : [`${name} ${ns / 1e9}s`];
  const options = [
    ...seconds('interval', intervalNs),
    ...seconds('timeout', timeoutNs),
    ...seconds('start-period', startPeriodNs),
    ...(retries === undefined ? [] : [`retries ${retries}`]),
  ];
  return options.length === 0 ? command : `${command} (${options.join(', ')})`;
}
