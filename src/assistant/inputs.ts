import { Failure } from '../base/failure.ts';

/** The longest text that a tool takes, in characters. */
const longest = 1000;

/** What a model gave a tool: checked field by field like a person's input, for nothing else does. */
export class ToolInput {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(input: unknown) {
    this.#fields = typeof input === 'object' && input !== null ? { ...input } : {};
  }

  /** A text without blanks around it; `undefined` where it is left out or empty. Throws for anything else than a text. */
  text(name: string): string | undefined {
    const value = this.#fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' || value.length > longest)
      throw wrong(name, 'a text of at most 1,000 characters');
    const text = value.trim();
    return text === '' ? undefined : text;
  }

  /** A text that has to be there. */
  needed(name: string): string {
    const text = this.text(name);
    if (text === undefined) throw wrong(name, 'given');
    return text;
  }

  /** A whole number from 1 to `most`; `usual` where it is left out. */
  count(name: string, usual: number, most: number): number {
    const value = this.#fields[name];
    if (value === undefined || value === null) return usual;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
      throw wrong(name, 'a whole number from 1');
    return Math.min(value, most);
  }
}

function wrong(name: string, wanted: string): Failure {
  return new Failure('invalid', `the input "${name}" has to be ${wanted}`, { code: 'badInput' });
}
