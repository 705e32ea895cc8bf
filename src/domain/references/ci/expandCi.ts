import { ExpansionBuilder, known, unknownValue, type Expansion, type Lookup } from '../expansion.ts';

/** A variable in a text of CI: where it stands, its name, and the default that GitLab does not know. */
export interface CiVariable {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** `d` of `${X:-d}`. */
  readonly fallback?: string;
}

// Go's os.Expand: a name, one of the special characters, or anything in braces.
const pattern = /\$(?:\{([^{}]*)\}|([A-Za-z_][A-Za-z0-9_]*)|([*#$@!?0-9-]))/g;

/**
 * Expands an image of CI as GitLab Runner does, with Go's `os.Expand`: only `$name` and `${name}`. There are no defaults
 * (`${X:-d}` is a variable of that whole name), `$1` and the like are empty.
 */
export function expandCi(text: string, lookup: Lookup): Expansion {
  const built = new ExpansionBuilder();
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    built.add(text.slice(done, match.index));
    built.addExpansion(valueOf(match, lookup));
    done = match.index + match[0].length;
  }
  built.add(text.slice(done));
  return built.build();
}

function valueOf([, braced, plain, special]: RegExpMatchArray, lookup: Lookup): Expansion {
  if (special !== undefined) return known(special === '$' ? '$' : '');
  const name = braced ?? plain ?? '';
  return lookup(name) ?? unknownValue(/^\w+/.exec(name)?.[0] ?? name);
}

/** The variables of a text, in order. */
export function ciVariablesIn(text: string): readonly CiVariable[] {
  return [...text.matchAll(pattern)].flatMap((match): readonly CiVariable[] => {
    const [whole, braced, plain] = match;
    const inside = braced ?? plain;
    if (inside === undefined) return [];
    const [, name = inside, fallback] = /^([A-Za-z_]\w*):?-(.*)$/s.exec(inside) ?? [];
    const place = { from: match.index, to: match.index + whole.length, name };
    return [fallback === undefined ? place : { ...place, fallback }];
  });
}
