import { valueNaming, type Collected, type Stretch } from '../collected.ts';
import { dockerfileLines, splitWords, type LogicalLine, type Word } from './dockerfileLines.ts';
import { expandShell } from './expandShell.ts';
import { known, unknownMark, unknownValue, type Expansion, type Lookup } from '../expansion.ts';

/** Set by the builder for each platform, whatever a file says (buildkit, dockerfile2llb/platform.go). */
const platformArguments = new Set(
  ['TARGET', 'BUILD'].flatMap((side) => ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => side + part)),
);

/** Stages among which one that the platform chooses is looked for. */
const mostStages = 500;

/**
 * Dockerfile and Containerfile (buildkit, frontend/dockerfile): the base images, `COPY --from`, `RUN --mount=…,from=` and
 * `# syntax=`. Only arguments before the first `FROM` count there; the name of a stage is no image, nor is `scratch`.
 */
export function readDockerfile(collected: Collected, hosts: readonly string[] = []): void {
  const { lines, escape, syntax } = dockerfileLines(collected.source.text);
  if (syntax !== undefined)
    collected.add({
      ...syntax,
      role: 'syntax',
      expansions: [known(collected.source.text.slice(syntax.from, syntax.to))],
    });
  const reader = new DockerfileReader(collected, escape, hosts);
  for (const line of lines) reader.read(line);
}

class DockerfileReader {
  readonly #collected: Collected;
  readonly #escape: '\\' | '`';
  readonly #hosts: readonly string[];
  readonly #global = new Map<string, Expansion>();
  /** Arguments whose value the platform decides, directly or through others. */
  readonly #ofPlatform = new Set(platformArguments);
  /** Lower case. */
  readonly #stages = new Set<string>();
  #hasStage = false;

  constructor(collected: Collected, escape: '\\' | '`', hosts: readonly string[]) {
    this.#collected = collected;
    this.#hosts = hosts;
    this.#escape = escape;
  }

  read(line: LogicalLine): void {
    const match = /^\s*(onbuild\s+)?([a-z]+)/i.exec(line.text);
    const isTrigger = match?.[1] !== undefined;
    const keyword = match?.[2]?.toLowerCase();
    if (keyword === 'copy' || keyword === 'run') this.#readFlags(line, keyword, isTrigger);
    if (isTrigger) return;
    if (keyword === 'arg' && !this.#hasStage) this.#readArguments(line);
    if (keyword === 'from') this.#readFrom(line);
  }

  #readFlags(line: LogicalLine, keyword: 'copy' | 'run', isTrigger: boolean): void {
    for (const flag of this.#flags(line, isTrigger))
      if (keyword === 'copy') this.#readCopyFlag(line, flag, isTrigger);
      else this.#readMount(line, flag, isTrigger);
  }

  #lookup: Lookup = (name) =>
    this.#global.get(name) ?? (platformArguments.has(name) ? unknownValue(name) : undefined);

  #expand(text: string): Expansion {
    return expandShell(text, { escape: this.#escape, lookup: this.#lookup });
  }

  #readArguments(line: LogicalLine): void {
    for (const word of splitWords(line.text, this.#escape).slice(1)) {
      const { text } = word;
      const equals = text.indexOf('=');
      if (equals < 0) continue;
      const value = this.#expand(text.slice(equals + 1));
      const name = text.slice(0, equals);
      this.#addArgument(line, { ...word, from: word.from + equals + 1, text: text.slice(equals + 1) }, name);
      if (value.unknown.length > 0 && value.unknown.every((each) => this.#ofPlatform.has(each)))
        this.#ofPlatform.add(name);
      // What depends on something unknown is unknown by the name that the image uses.
      this.#global.set(name, value.unknown.length > 0 ? { text: value.text, unknown: [name] } : value);
    }
  }

  /** A default that names an image of a known host; it may feed a base image. */
  #addArgument(line: LogicalLine, value: Word, name: string): void {
    const expansion = valueNaming(this.#expand(value.text), this.#hosts);
    if (expansion === undefined) return;
    const stretch = line.stretch(...withoutQuotes(value));
    this.#collected.add({ ...stretch, role: 'variable', expansions: [expansion], users: [name] });
  }

  #readFrom(line: LogicalLine): void {
    const words = splitWords(line.text, this.#escape).slice(1);
    const [image, as, name] = words.filter(({ text }) => !text.startsWith('--'));
    this.#hasStage = true;
    const stage = as?.text.toLowerCase() === 'as' ? name?.text : undefined;
    if (image !== undefined) this.#addBase(line, image, stage);
    if (stage !== undefined) this.#stages.add(stage.toLowerCase());
  }

  #addBase(line: LogicalLine, image: Word, stage: string | undefined): void {
    const expansion = this.#expand(image.text);
    if (expansion.text === 'scratch' || this.#isStage(expansion)) return;
    this.#collected.add({
      ...line.stretch(...withoutQuotes(image)),
      role: 'from',
      expansions: [expansion],
      users: stage === undefined ? [] : [stage],
    });
  }

  /** A stage is found by its name as it is written; one that the platform chooses by a pattern. */
  #isStage({ text, unknown }: Expansion): boolean {
    if (!text.includes(unknownMark)) return this.#stages.has(text);
    if (/[/:@]/.test(text) || !unknown.every((name) => this.#ofPlatform.has(name))) return false;
    const pieces = text.split(unknownMark);
    let tried = 0;
    for (const stage of this.#stages) {
      if (isLike(stage, pieces)) return true;
      if (++tried > mostStages) break;
    }
    return false;
  }

  #flags(line: LogicalLine, isTrigger: boolean): readonly Word[] {
    const words = splitWords(line.text, this.#escape).slice(isTrigger ? 2 : 1);
    const end = words.findIndex(({ text }) => !/^--./.test(text));
    return end < 0 ? words : words.slice(0, end);
  }

  #readCopyFlag(line: LogicalLine, flag: Word, isTrigger: boolean): void {
    const [lead = ''] = /^--from=["']?/i.exec(flag.text) ?? [];
    if (lead === '') return;
    const value = flag.text.slice(lead.length).replace(/["']$/, '');
    const from = flag.from + lead.length;
    this.#addOther({ value, isTrigger, role: 'copyFrom' }, line.stretch(from, from + value.length));
  }

  #readMount(line: LogicalLine, flag: Word, isTrigger: boolean): void {
    if (!/^--mount=/i.test(flag.text)) return;
    const option = /[=,]["']?from=([^,"']+)/i.exec(flag.text);
    const value = option?.[1] ?? '';
    if (option === null || value === '') return;
    const from = flag.from + option.index + option[0].length - value.length;
    this.#addOther({ value, isTrigger, role: 'mount' }, line.stretch(from, from + value.length));
  }

  /** Neither takes variables, and both know stages; those of a trigger are the stages of another file. */
  #addOther(
    { value, isTrigger, role }: { value: string; isTrigger: boolean; role: 'copyFrom' | 'mount' },
    stretch: Stretch,
  ): void {
    const isStage = isTrigger ? !/[/:@.]/.test(value) : this.#stages.has(value.toLowerCase());
    if (isStage || /^\d+$/.test(value) || /[${}]/.test(value) || value === 'scratch') return;
    this.#collected.add({ ...stretch, role, expansions: [known(value)] });
  }
}

function withoutQuotes({ from, to, text }: Word): [number, number] {
  const isQuoted = /^(["']).*\1$/s.test(text) && text.length > 2;
  return isQuoted ? [from + 1, to - 1] : [from, to];
}

/** Whether a name begins, goes on and ends with these pieces, with anything between them. */
function isLike(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
