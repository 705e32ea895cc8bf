import { patternTokens, type PatternToken } from './patternTokens.ts';

/** How often a part occurs; `undefined`: any number of times. */
export interface Times {
  readonly least: number;
  readonly most: number | undefined;
}

/** A part of a pattern, to be put into words. */
export type PatternPart =
  /** Exactly this text. */
  | { readonly code: 'text'; readonly text: string; readonly times?: Times }
  /** One character, any. */
  | { readonly code: 'any'; readonly times?: Times }
  /** One of a set, as written: `[a-f]`, `\d`, `\pL`. */
  | { readonly code: 'oneOf'; readonly set: string; readonly times?: Times }
  /** `^`, `\A`, `$`, `\z`. */
  | { readonly code: 'begin' | 'end' | 'wordEdge' | 'noWordEdge'; readonly times?: Times }
  /** From here on in its group: `(?i)` ignores case. */
  | { readonly code: 'flags'; readonly flags: string; readonly times?: Times }
  | {
      readonly code: 'group';
      readonly flags?: string;
      readonly alternatives: readonly Alternative[];
      readonly times?: Times;
    };

/** Parts that follow each other. */
type Alternative = readonly PatternPart[];

/** A delete or keep pattern as GitLab reads it, alternative by alternative. */
export interface PatternDescription {
  /** GitLab adds the begin to the first alternative only and the end to the last only; `.*` and anchors of its own count too. */
  readonly alternatives: readonly {
    readonly parts: Alternative;
    readonly atBegin: boolean;
    readonly atEnd: boolean;
  }[];
}

/** Takes a valid pattern apart. `isWrapped`: it is a delete or keep pattern, not a protection rule. */
export function describePattern(source: string, isWrapped = true): PatternDescription {
  const { alternatives } = readAlternatives(patternTokens(source), 0);
  const last = alternatives.length - 1;
  return {
    alternatives: alternatives.map((parts, position) => ({
      parts,
      atBegin: (isWrapped && position === 0) || parts[0]?.code === 'begin',
      atEnd: (isWrapped && position === last) || parts.at(-1)?.code === 'end',
    })),
  };
}

/** Reads up to the end of the group that begins before `start`; `next` is the position of its `)`. */
function readAlternatives(
  tokens: readonly PatternToken[],
  start: number,
): { readonly alternatives: readonly Alternative[]; readonly next: number } {
  const alternatives: PatternPart[][] = [[]];
  let position = start;
  for (
    let token = tokens[position];
    token !== undefined && token.kind !== 'close';
    token = tokens[position]
  ) {
    const parts = alternatives.at(-1) ?? [];
    if (token.kind === 'open') {
      const inner = readAlternatives(tokens, position + 1);
      const flags = /^\(\?([-A-Za-z]+):$/.exec(token.text)?.[1];
      parts.push({ code: 'group', ...(flags !== undefined && { flags }), alternatives: inner.alternatives });
      position = inner.next;
    } else if (token.kind === 'alternate') alternatives.push([]);
    else append(parts, token, tokens[position + 1]);
    position += 1;
  }
  return { alternatives, next: position };
}

function append(parts: PatternPart[], token: PatternToken, following: PatternToken | undefined): void {
  const previous = parts.at(-1);
  if (token.kind === 'repeat') {
    if (previous !== undefined) parts[parts.length - 1] = { ...previous, times: timesOf(token.text) };
    return;
  }
  const part = partOf(token);
  if (part.code === 'text') appendText(parts, part.text, following?.kind === 'repeat');
  else parts.push(part);
}

/** Joins plain characters; a repeat takes the last character only, also of a quoted text. */
function appendText(parts: PatternPart[], text: string, isRepeated: boolean): void {
  const previous = parts.at(-1);
  const alone = isRepeated ? Array.from(text).slice(-1).join('') : '';
  const joined = text.slice(0, text.length - alone.length);
  if (previous?.code === 'text' && previous.times === undefined)
    parts[parts.length - 1] = { code: 'text', text: previous.text + joined };
  else if (joined !== '') parts.push({ code: 'text', text: joined });
  if (alone !== '') parts.push({ code: 'text', text: alone });
}

function timesOf(text: string): Times {
  const [, least = '', comma, most = ''] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(text) ?? [];
  if (least !== '')
    return {
      least: Number(least),
      most: comma === undefined ? Number(least) : most === '' ? undefined : Number(most),
    };
  return { least: text.startsWith('+') ? 1 : 0, most: text.startsWith('?') ? 1 : undefined };
}

const assertions: Readonly<Record<string, 'begin' | 'end' | 'wordEdge' | 'noWordEdge'>> = {
  '^': 'begin',
  '\\A': 'begin',
  $: 'end',
  '\\z': 'end',
  '\\b': 'wordEdge',
  '\\B': 'noWordEdge',
};

function partOf({ kind, text }: PatternToken): PatternPart {
  if (kind === 'assertion') return { code: assertions[text] ?? 'begin' };
  if (kind === 'any' || text === '\\C') return { code: 'any' };
  if (kind === 'class') return { code: 'oneOf', set: text };
  if (kind === 'flags') return { code: 'flags', flags: text.slice(2, -1) };
  if (kind === 'quoted') return { code: 'text', text: text.replace(/^\\Q/, '').replace(/\\E$/, '') };
  return { code: 'text', text: literalText(text) };
}

/** `\.` → `.`, `\x41` → `A`; other escapes stay as written. */
function literalText(text: string): string {
  const hex = /^\\x\{?([0-9a-fA-F]+)\}?$/.exec(text)?.[1];
  if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
  return /^\\[^0-9A-Za-z]$/.test(text) ? text.slice(1) : text;
}
