import * as v from 'valibot';
import { readReferences } from '../../src/domain/references/readReferences.ts';
import type { FileReference, PlacedText } from '../../src/domain/references/reference.ts';

const placed = v.object({
  line: v.number(),
  startColumn: v.number(),
  endColumn: v.number(),
  text: v.string(),
});
const required = v.object({
  ...placed.entries,
  role: v.string(),
  expanded: v.optional(v.string()),
  unknown: v.optional(v.array(v.string())),
  note: v.optional(v.string()),
  parts: v.optional(v.record(v.string(), placed)),
});
const entry = v.object({
  file: v.string(),
  openAs: v.string(),
  kind: v.string(),
  references: v.array(required),
  tolerated: v.array(placed),
});
const corpus = v.object({ version: v.number(), entries: v.array(entry) });

type Placed = v.InferOutput<typeof placed>;
type Required = v.InferOutput<typeof required>;
type Entry = v.InferOutput<typeof entry>;

/** How well the reader does on a corpus of files. */
export interface CorpusResult {
  /** Required references, and those that were found with their exact range and role. */
  readonly required: number;
  readonly found: number;
  /** Values that are judged (stated, or stated to be unknown), and those that were right. */
  readonly values: number;
  readonly rightValues: number;
  /** All that the reader reported, and what of it stands where no image is. */
  readonly reported: number;
  readonly falseFindings: number;
  /** One line for each that is missed, wrong or too much, with the reason. */
  readonly misses: readonly string[];
}

/** Whether a parsed file is the `expectations.json` of a corpus. */
export function isCorpus(content: unknown): boolean {
  return v.safeParse(corpus, content).success;
}

/**
 * Runs the reader on the files of a corpus, each under the name that tells its kind and with nothing known beside it.
 * @param readText The text of a file by its name in the corpus.
 */
export function checkCorpus(content: unknown, readText: (file: string) => string): CorpusResult {
  const results = v.parse(corpus, content).entries.map((each) => checkEntry(each, readText(each.file)));
  const sum = (key: Exclude<keyof CorpusResult, 'misses'>): number =>
    results.reduce((total, result) => total + result[key], 0);
  return {
    required: sum('required'),
    found: sum('found'),
    values: sum('values'),
    rightValues: sum('rightValues'),
    reported: sum('reported'),
    falseFindings: sum('falseFindings'),
    misses: results.flatMap(({ misses }) => misses),
  };
}

function checkEntry({ file, openAs, kind, references, tolerated }: Entry, text: string): CorpusResult {
  const read = readReferences({ path: openAs, text });
  const misses: string[] = [];
  const miss = (place: Placed, reason: string): void => {
    misses.push(`${file}:${place.line}:${place.startColumn} ${place.text}: ${reason}`);
  };
  if (read.kind !== kind) misses.push(`${file}: taken for ${read.kind ?? 'nothing'} instead of ${kind}`);
  let found = 0;
  let values = 0;
  let rightValues = 0;
  for (const wanted of references) {
    const here = read.references.find((each) => isAt(each, wanted));
    const wrongPlace = placeReason(here, wanted);
    if (wrongPlace === undefined) found++;
    else miss(wanted, wrongPlace);
    if (wanted.expanded === undefined && wanted.unknown === undefined) continue;
    values++;
    const wrongValue = here === undefined ? 'no value: not found' : valueReason(here, wanted);
    if (wrongValue === undefined) rightValues++;
    else miss(wanted, wrongValue);
  }
  const tooMuch = read.references.filter(
    (each) => ![...references, ...tolerated].some((place) => touches(each, place)),
  );
  for (const each of tooMuch)
    misses.push(
      `${file}:${each.range.start.line + 1}:${each.range.start.character + 1} ${each.text}: reported as ${each.role}, but no image stands there`,
    );
  return {
    required: references.length,
    found,
    values,
    rightValues,
    reported: read.references.length,
    falseFindings: tooMuch.length,
    misses,
  };
}

function isAt({ range, text }: PlacedText, place: Placed): boolean {
  const { start, end } = range;
  const isHere = start.line + 1 === place.line && start.character + 1 === place.startColumn;
  return (
    isHere && end.line + 1 === place.line && end.character + 1 === place.endColumn && text === place.text
  );
}

function touches({ range: { start, end } }: PlacedText, { line, startColumn, endColumn }: Placed): boolean {
  const isOnLine = start.line + 1 <= line && line <= end.line + 1;
  const begins = start.line + 1 < line ? 0 : start.character + 1;
  const ends = end.line + 1 > line ? Infinity : end.character + 1;
  return isOnLine && begins < endColumn && startColumn < ends;
}

function placeReason(here: FileReference | undefined, wanted: Required): string | undefined {
  if (here === undefined) return `not found as ${wanted.role}`;
  if (here.role !== wanted.role) return `role ${here.role} instead of ${wanted.role}`;
  const parts = new Map<string, PlacedText>(Object.entries(here.parts ?? {}));
  for (const [name, place] of Object.entries(wanted.parts ?? {})) {
    const part = parts.get(name);
    if (part === undefined || !isAt(part, place))
      return `its ${name} is not where it should be (${place.text})`;
  }
  return undefined;
}

function valueReason(here: FileReference, wanted: Required): string | undefined {
  if (here.expanded === wanted.expanded) return undefined;
  const is = here.expanded ?? `unknown (${here.unknownVariables.join(', ')})`;
  return `is ${is} instead of ${wanted.expanded ?? `unknown (${wanted.unknown?.join(', ') ?? ''})`}`;
}
