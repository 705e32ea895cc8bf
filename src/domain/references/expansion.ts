/** Stands in an expansion for each stretch that nobody can tell. No reference can hold it. */
export const unknownMark = '\0';

/** A text with its variables put in. */
export interface Expansion {
  /** With `unknownMark` for every value that is not known. */
  readonly text: string;
  /** The names of those values, each once, in the order of the text. */
  readonly unknown: readonly string[];
}

/** The value of a variable; `undefined` where it is unset or unknown. */
export type Lookup = (name: string) => Expansion | undefined;

/** An expansion that is known in full. */
export function known(text: string): Expansion {
  return { text, unknown: [] };
}

/** The expansion of a value that nobody states. */
export function unknownValue(name: string): Expansion {
  return { text: unknownMark, unknown: [name] };
}

/**
 * Characters of the longest value; the grammar allows a reference less than 500. Bounds what variables that name each other several
 * times can grow to: what is longer is unknown.
 */
export const longestValue = 4096;

/** Collects the pieces of an expansion. */
export class ExpansionBuilder {
  readonly #pieces: string[] = [];
  readonly #unknown = new Set<string>();
  #length = 0;

  add(text: string): void {
    if (this.#length > longestValue) return;
    this.#length += text.length;
    this.#pieces.push(text);
  }

  addExpansion({ text, unknown }: Expansion): void {
    this.add(text);
    for (const name of unknown.slice(0, mostNames))
      if (this.#unknown.size < mostNames) this.#unknown.add(name);
  }

  build(): Expansion {
    const unknown = [...this.#unknown];
    return this.#length > longestValue
      ? { text: unknownMark, unknown }
      : { text: this.#pieces.join(''), unknown };
  }
}

/** Names that are told for one reference. */
const mostNames = 50;
