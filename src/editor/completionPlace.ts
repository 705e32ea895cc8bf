/** What is being written at the cursor; `from` and `to` are the characters of the line that the completion replaces. */
export interface CompletionPlace {
  readonly step: 'registry' | 'path' | 'tag' | 'digest';
  readonly from: number;
  readonly to: number;
  /** `host[:port]/path` as far as it is written before `from`, lower case, variables put in; empty for `registry`. */
  readonly location: string;
  /** With `digest`: the tag in front of it. */
  readonly tag?: string;
}

/** What is known about the file. */
export interface CompletionContext {
  /** `host[:port]` of each registry, lower case. */
  readonly hosts: readonly string[];
  /** Values of CI's variables, by name; others are unknown. */
  readonly variables: ReadonlyMap<string, string>;
}

const boundary = /[\s"'`,=()[\]<>|]/;
const scheme = /^(?:docker|docker-image|oci|https?):\/\//;
/** Where the name of an image may begin, though nothing of it is written yet. */
const opening =
  /(?:^\s*FROM\s+(?:--\S+\s+)*|(?:--)?from=|["']?\b(?:image|name|newName|repository|registry|container|model)["']?\s*:\s*["']?|(?:^|\s)-\s+["']?|docker(?:-image)?:\/\/|\bref=|=\s*["'])$/i;

/**
 * Reads the line up to the cursor: the tree of a half-typed file is wrong where it matters. `undefined` in comments, and where no
 * image of a known registry is being written.
 */
export function completionPlace(
  line: string,
  character: number,
  { hosts, variables }: CompletionContext,
): CompletionPlace | undefined {
  const before = line.slice(Math.max(0, character - 1000), character);
  const after = line.slice(character, character + 300);
  if (isComment(before)) return undefined;
  const word = lastWord(before).replace(scheme, '');
  const known = expand(word, variables);
  if (known === undefined) return undefined;
  const slash = known.indexOf('/');
  if (slash < 0) return registryPlace({ before, word, after, character });
  const host = known.slice(0, slash).toLowerCase();
  return hosts.includes(host) ? imagePlace({ known, word, after, character }) : undefined;
}

interface Written {
  readonly word: string;
  readonly after: string;
  readonly character: number;
}

function registryPlace({
  before,
  word,
  after,
  character,
}: Written & { readonly before: string }): CompletionPlace | undefined {
  if (!opening.test(before.slice(0, before.length - word.length))) return undefined;
  const to = character + lengthOf(/^[\w.:-]*/, after);
  return { step: 'registry', from: character - word.length, to, location: '' };
}

/** `known` is the word with its variables put in; what is replaced is found in the word as it is written. */
function imagePlace({
  known,
  word,
  after,
  character,
}: Written & { readonly known: string }): CompletionPlace | undefined {
  const at = word.lastIndexOf('@');
  if (at >= 0) {
    const image = known.slice(0, known.lastIndexOf('@'));
    const colonAt = image.indexOf(':', image.lastIndexOf('/'));
    const location = colonAt < 0 ? image : image.slice(0, colonAt);
    const tag = colonAt < 0 ? '' : image.slice(colonAt + 1);
    const to = character + lengthOf(/^[\w:]*/, after);
    const place = { step: 'digest', from: character - (word.length - at - 1), to } as const;
    return { ...place, location: location.toLowerCase(), ...(tag !== '' && { tag }) };
  }
  const last = word.slice(word.lastIndexOf('/') + 1);
  const colon = last.lastIndexOf(':');
  if (colon >= 0) {
    const to = character + lengthOf(/^[\w.-]*/, after);
    const location = known.slice(0, known.lastIndexOf(':')).toLowerCase();
    return { step: 'tag', from: character - (last.length - colon - 1), to, location };
  }
  // A name that still is the variable itself is not to be replaced by a part of what that stands for.
  if (last.includes('$')) return undefined;
  const to = character + lengthOf(/^[\w./-]*/, after);
  const location = known.slice(0, known.lastIndexOf('/')).toLowerCase();
  return { step: 'path', from: character - last.length, to, location };
}

/** `undefined` where a variable is not known, or is not written to its end. */
function expand(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  const expanded = text.replaceAll(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (all, plain?: string, braced?: string) => variables.get(plain ?? braced ?? '') ?? all,
  );
  return expanded.includes('$') ? undefined : expanded;
}

function lastWord(before: string): string {
  let start = before.length;
  while (start > 0 && !boundary.test(before[start - 1] ?? ' ')) start -= 1;
  return before.slice(start);
}

function isComment(before: string): boolean {
  if (/^\s*#\s*syntax\s*=/i.test(before)) return false;
  return /(?:^|\s)#/.test(before) || /^\s*\/\//.test(before);
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
