import { expandShell } from './docker/expandShell.ts';
import { unknownMark } from './expansion.ts';

/** An image of a repository in a text, found without a grammar. */
export interface TextMention {
  /** From 0. */
  readonly line: number;
  /** Characters of the line. */
  readonly from: number;
  readonly to: number;
  readonly tag?: string;
  readonly digest?: string;
  readonly isTagUnknown: boolean;
}

// What may stand before a name: not a part of a longer one, a user or an address, but for an image's own scheme.
const before = String.raw`(?:(?<![\w.\-/@:}])|(?<=docker(?:-image)?:\/\/))`;
const tagShape = /^\w[\w.-]{0,127}$/;
const digestShape = /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/i;
/** Programs' words after which a name without a tag means `latest`. */
const takesLatest = /\b(?:pull|push|run|create|build|tag|inspect)\b/;
/** Longest version that is looked at. */
const longest = 400;

/**
 * Finds a repository's names in a text, line by line, comments left out: scripts, `.env`, files of no known kind.
 * @param names Whole names as they may be written (`registry.example.com/acme/shop`, `$CI_REGISTRY_IMAGE`).
 */
export function textMentions(text: string, names: readonly string[]): readonly TextMention[] {
  const sources = names.flatMap((name) => (name === '' ? [] : [nameSource(name)]));
  if (sources.length === 0) return [];
  const pattern = new RegExp(`${before}(?:${sources.join('|')})(?![\\w/-]|\\.\\w)`, 'gi');
  return text.split(/\r\n|\n|\r/).flatMap((line, place) => {
    const said = withoutComment(line);
    return [...said.matchAll(pattern)].flatMap((match) => mentionAt(said, match, place));
  });
}

function nameSource(name: string): string {
  const variable = /^\$(\w+)/.exec(name)?.[1];
  const rest = name.slice((variable?.length ?? 0) + 1);
  const escaped = (part: string): string => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return variable === undefined
    ? escaped(name)
    : `\\$(?:\\{${variable}\\}|${variable}(?!\\w))${escaped(rest)}`;
}

function withoutComment(line: string): string {
  const at = /(?:^|\s)(?:#|\/\/)/.exec(line)?.index;
  return at === undefined ? line : line.slice(0, at);
}

function mentionAt(line: string, match: RegExpMatchArray, place: number): readonly TextMention[] {
  const from = match.index ?? 0;
  const end = from + match[0].length;
  const version = versionAt(line.slice(end, end + longest));
  if (version === undefined) return [];
  const isLatest = version.length === 0 && takesLatest.test(line.slice(0, from));
  return [{ line: place, from, to: end + version.length, ...version.says, ...(isLatest ? latest : {}) }];
}

const latest = { tag: 'latest', isTagUnknown: false };

interface Version {
  readonly length: number;
  readonly says: Pick<TextMention, 'tag' | 'digest' | 'isTagUnknown'>;
}

/** What follows a name; `undefined` where the name goes on with something unknown. A bare name may get its tag elsewhere. */
function versionAt(rest: string): Version | undefined {
  if (/^[${%<]/.test(rest)) return undefined;
  const [whole = '', tagText, digestText] = versionPattern.exec(rest) ?? [];
  const tag = valueOf(tagText, tagShape);
  const digest = valueOf(digestText, digestShape);
  const isTagUnknown = digest === undefined && tag === undefined;
  return {
    length: whole.length,
    says: {
      ...(tag === undefined ? {} : { tag }),
      ...(digest === undefined ? {} : { digest }),
      isTagUnknown,
    },
  };
}

// A tag and a digest as far as they go: what is in braces may hold anything but blanks and quotes.
const piece = String.raw`(?:\$\{[^}\s"']*\}|[^\s"'` + '`' + String.raw`,;|&()<>@\\{}\[\]])+`;
const versionPattern = new RegExp(`^(?::(${piece}))?(?:@(${piece}))?`);

/** Defaults count; what depends on anything else, or is no tag, is unknown. */
function valueOf(text: string | undefined, shape: RegExp): string | undefined {
  if (text === undefined) return undefined;
  const value = expandShell(text, { escape: '$', lookup: () => undefined }).text;
  return value.includes(unknownMark) || !shape.test(value) ? undefined : value;
}
