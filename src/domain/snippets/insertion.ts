import { trimEndOf } from '../../base/cut.ts';
import { formatImageReference } from '../imageReference.ts';
import type { PullTool } from './pullCommand.ts';
import { commandLine, pullArguments } from './engineCommands.ts';
import type { FileKind } from './fileKind.ts';
import { ciImageLines, yamlText } from './fileSnippets.ts';
import { writeFileForm, type FileForm } from './forms.ts';
import { repositoryOf, type SnippetImage } from './snippetImage.ts';

/** The line that is written into, on both sides of the cursor. */
export interface InsertionPlace {
  readonly kind: FileKind;
  readonly before: string;
  readonly after: string;
}

type Write = (images: readonly SnippetImage[], place: InsertionPlace, tool: PullTool) => string | undefined;

/**
 * What to write at a place so that it fits the file: an instruction or a key on an empty line, only the value behind its key,
 * and a plain reference where nothing better is known. Several lines are indented like the first.
 */
export function insertionFor(images: readonly SnippetImage[], place: InsertionPlace, tool: PullTool): string {
  const text = writers[place.kind](images, place, tool) ?? plainReferences(images);
  const indent = /^\s*/.exec(place.before)?.[0] ?? '';
  return text.trimEnd().replaceAll('\n', `\n${indent}`);
}

/** References, one a line. */
export function plainReferences(images: readonly SnippetImage[]): string {
  return images.map(formatImageReference).join('\n');
}

function isEmptyLine({ before, after }: InsertionPlace): boolean {
  return before.trim() === '' && after.trim() === '';
}

/** Several images fill a form of the whole file, which begins in the first column. */
function inForm(form: FileForm, images: readonly SnippetImage[], place: InsertionPlace): string | undefined {
  return isEmptyLine(place) && place.before === '' ? writeFileForm[form](images) : undefined;
}

/** `image: …` on an empty line; behind `image:` or in a list the value alone. */
const yamlImage =
  (form: FileForm, linesOf: (image: SnippetImage) => readonly string[]): Write =>
  (images, place) => {
    const [only] = images;
    if (images.length !== 1 || only === undefined) return inForm(form, images, place);
    if (isEmptyLine(place)) return linesOf(only).join('\n');
    return isInQuotes(place) ? undefined : yamlText(formatImageReference(only));
  };

const imageLine = (image: SnippetImage): readonly string[] => [
  `image: ${yamlText(formatImageReference(image))}`,
];

function isInQuotes({ before }: InsertionPlace): boolean {
  return (before.match(/"/g)?.length ?? 0) % 2 === 1 || (before.match(/'/g)?.length ?? 0) % 2 === 1;
}

const helmValue: Write = (images, place) => {
  const [only] = images;
  if (isEmptyLine(place)) return writeFileForm.helmValues(images);
  const { key, quote } = keyBefore(place.before);
  if (images.length !== 1 || only === undefined) return undefined;
  const quoted = (text: string): string => (quote === '' ? JSON.stringify(text) : text);
  const values: Readonly<Record<string, string | undefined>> = {
    registry: only.host,
    repository: repositoryOf(only),
    tag: only.tag && quoted(only.tag),
    digest: only.digest && quoted(only.digest),
  };
  return values[key];
};

/** The key that a value begins behind, with its opening quote: `  tag: "` → `tag`, `"`. Empty where there is none. */
function keyBefore(before: string): { readonly key: string; readonly quote: string } {
  const quote = /["']$/.exec(before)?.[0] ?? '';
  const line = before.slice(0, before.length - quote.length).trimEnd();
  const start = trimEndOf(line.slice(0, -1), wordCharacters).length;
  return { key: line.endsWith(':') ? line.slice(start, -1) : '', quote };
}

const wordCharacters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_';

const devcontainer: Write = (images, place) => {
  const [only] = images;
  if (images.length !== 1 || only === undefined) return undefined;
  const value = JSON.stringify(formatImageReference(only));
  if (isEmptyLine(place)) return `"image": ${value}`;
  return /:\s*$/.test(place.before) ? value : undefined;
};

const writers: Readonly<Record<FileKind, Write>> = {
  dockerfile: (images, place) => (isEmptyLine(place) ? writeFileForm.dockerfile(images) : undefined),
  compose: yamlImage('compose', imageLine),
  ci: yamlImage('ciServices', ciImageLines),
  kubernetes: yamlImage('kubernetes', imageLine),
  helmValues: helmValue,
  devcontainer,
  shell: (images, place, tool) =>
    isEmptyLine(place)
      ? images.map((image) => commandLine(pullArguments(tool, image))).join('\n')
      : images.map((image) => commandLine([formatImageReference(image)])).join(' '),
  other: () => undefined,
};
