import {
  ExpansionBuilder,
  known,
  unknownMark,
  unknownValue,
  type Expansion,
  type Lookup,
} from '../expansion.ts';

/** What differs between the two grammars that look like a shell's. */
export interface ShellDialect {
  /**
   * `\` or a backtick: a Dockerfile (buildkit, frontend/dockerfile/shell/lex.go): `\$x` is literal, quotes are removed, what stands in
   * single ones is not expanded. `$`: compose (compose-go, template/template.go): `$$` is `$`, quotes are characters.
   */
  readonly escape: '\\' | '`' | '$';
  readonly lookup: Lookup;
}

const deepest = 20;

/**
 * Expands `$name`, `${name}`, `${name:-word}`, `${name-word}`, `${name:+word}`, `${name+word}`, `${name:?word}` and `${name?word}`;
 * words may nest. A variable that is unset and has no default is unknown: who builds or starts may set it. Linear in the length
 * of the text and of the values.
 */
export function expandShell(text: string, dialect: ShellDialect): Expansion {
  return new Expander(text, dialect).all();
}

class Expander {
  readonly #text: string;
  readonly #dialect: ShellDialect;
  #at = 0;
  #isQuoted = false;

  constructor(text: string, dialect: ShellDialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  all(): Expansion {
    return this.#until('', 0);
  }

  /** Up to an unnested closing brace, or to the end. */
  #until(end: '' | '}', depth: number): Expansion {
    const built = new ExpansionBuilder();
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      if (char === end) break;
      if (char === '$') built.addExpansion(this.#variable(depth));
      else built.add(this.#literal(char));
    }
    return built.build();
  }

  #literal(char: string): string {
    this.#at++;
    const { escape } = this.#dialect;
    if (escape === '$') return char;
    if (char === '"') this.#isQuoted = !this.#isQuoted;
    if (char === "'" && !this.#isQuoted) return this.#upTo("'");
    if (char === escape) {
      this.#at++;
      return this.#text[this.#at - 1] ?? '';
    }
    return char === '"' ? '' : char;
  }

  /** What stands before the next such character, which is passed. */
  #upTo(char: string): string {
    const found = this.#text.indexOf(char, this.#at);
    const end = found < 0 ? this.#text.length : found;
    const text = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return text;
  }

  #variable(depth: number): Expansion {
    this.#at++;
    const next = this.#text[this.#at] ?? '';
    if (next === '{') return this.#braced(depth);
    if (next === '$' && this.#dialect.escape === '$') {
      this.#at++;
      return known('$');
    }
    const name = this.#name();
    if (name === '') return known('$');
    return this.#dialect.lookup(name) ?? unknownValue(name);
  }

  #name(): string {
    namePattern.lastIndex = this.#at;
    const name = namePattern.exec(this.#text)?.[0] ?? '';
    this.#at += name.length;
    return name;
  }

  #braced(depth: number): Expansion {
    this.#at++;
    const name = this.#name();
    const operator = /^(?::?[-+?]|##?|%%?|\/\/?)/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0] ?? '';
    this.#at += operator.length;
    const isBroken = name === '' || depth > deepest || (operator === '' && this.#text[this.#at] !== '}');
    const word = isBroken ? this.#skip() : this.#until('}', depth + 1);
    const isClosed = this.#text[this.#at] === '}';
    this.#at++;
    if (isBroken || !isClosed) return { text: unknownMark, unknown: name === '' ? [] : [name] };
    return this.#apply(name, operator, word);
  }

  /** To the next closing brace: what is too deep or broken. */
  #skip(): Expansion {
    const end = this.#text.indexOf('}', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
    return known('');
  }

  #apply(name: string, operator: string, word: Expansion): Expansion {
    const value = this.#dialect.lookup(name);
    const isUnset = value === undefined || (operator.startsWith(':') && value.text === '');
    const sign = operator.replace(':', '');
    if (sign === '-') return isUnset ? word : value;
    if (sign === '+') return isUnset ? known('') : onlyIfKnown(value, word);
    if (sign === '' || sign === '?') return isUnset ? unknownValue(name) : value;
    // What a pattern cuts off or replaces is left to who builds: rare, and wrong is worse than unknown.
    return onlyIfKnown(value, unknownValue(name));
  }
}

/** Whether a value that the platform or somebody else sets is empty, nobody can tell: what depends on it is unknown, too. */
function onlyIfKnown(value: Expansion | undefined, result: Expansion): Expansion {
  return value?.text.includes(unknownMark) === true ? { text: unknownMark, unknown: value.unknown } : result;
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
