import type { FileReference, PlacedText, TextRange } from '../domain/references/reference.ts';

/** A change of a file's text. */
export interface ReferenceEdit {
  readonly range: TextRange;
  readonly text: string;
}

/** The text of a range, as far as edits look at it. */
export type TextAt = (range: TextRange) => string;

/**
 * The edits that give a reference another tag, or pin it: with `digest`, that is written behind the tag or in the key for it. A
 * reference that was pinned and gets no digest is no longer. `undefined` where its tag is not written as such: it stands in a
 * variable, or the file says it in a way that has no room for a digest.
 */
export function tagEdits(
  { parts, range, text }: FileReference,
  to: { readonly tag?: string; readonly digest?: string },
  textAt: TextAt,
): readonly ReferenceEdit[] | undefined {
  if (parts === undefined) return undefined;
  const tag = parts.newTag ?? parts.tag;
  const { repository, digest } = parts;
  if ([tag, digest].some(isComputed)) return undefined;
  const isOneText = repository !== undefined && isWithin(repository.range, range) && isJoined(parts, text);
  return isOneText ? oneTextEdits({ repository, tag, digest }, to) : splitEdits({ tag, digest }, to, textAt);
}

interface Written {
  readonly tag: PlacedText | undefined;
  readonly digest: PlacedText | undefined;
}

/** `path:tag@digest` is one text: what follows the repository is written anew. */
function oneTextEdits(
  { repository, tag, digest }: Written & { readonly repository: PlacedText },
  to: { readonly tag?: string; readonly digest?: string },
): readonly ReferenceEdit[] {
  const start = repository.range.end;
  const end = digest?.range.end ?? tag?.range.end ?? start;
  const name = to.tag ?? tag?.text;
  const tagText = name === undefined || name === '' ? '' : `:${name}`;
  const digestText = to.digest === undefined ? '' : `@${to.digest}`;
  return [{ range: { start, end }, text: tagText + digestText }];
}

/** Tag and digest have keys of their own. */
function splitEdits(
  { tag, digest }: Written,
  to: { readonly tag?: string; readonly digest?: string },
  textAt: TextAt,
): readonly ReferenceEdit[] | undefined {
  if (tag === undefined || tag.text.includes('@')) return undefined;
  if (to.digest !== undefined && digest === undefined) return undefined;
  const tagEdit = to.tag === undefined ? [] : [{ range: tag.range, text: yamlText(to.tag, tag, textAt) }];
  const digestEdit = digest === undefined ? [] : [{ range: digest.range, text: to.digest ?? '""' }];
  // An emptied digest would leave a key without a meaning: that is for the person.
  if (digest !== undefined && to.digest === undefined) return undefined;
  return [...tagEdit, ...digestEdit];
}

/** A tag that YAML would read as a number, or as something else than text, gets quotes unless it has them. */
function yamlText(name: string, { range }: PlacedText, textAt: TextAt): string {
  const { start, end } = range;
  const around = { start: { ...start, character: Math.max(0, start.character - 1) }, end };
  const isQuoted = /^["']/.test(textAt(around));
  return isQuoted || !/^[-+.\d]|^(?:true|false|yes|no|on|off|null|y|n|~)$/i.test(name) ? name : `"${name}"`;
}

function isComputed(part: PlacedText | undefined): boolean {
  return part !== undefined && /[$]|\{\{/.test(part.text);
}

function isWithin(inner: TextRange, outer: TextRange): boolean {
  return (
    inner.start.line === outer.start.line &&
    inner.end.line === outer.end.line &&
    inner.start.character >= outer.start.character &&
    inner.end.character <= outer.end.character
  );
}

/** Whether what stands behind the repository follows in the same text. */
function isJoined(
  { repository, tag, digest, newTag }: NonNullable<FileReference['parts']>,
  text: string,
): boolean {
  if (newTag !== undefined) return false;
  const last = digest ?? tag ?? repository;
  return (
    last !== undefined && text.endsWith(last.text) && repository?.range.start.line === last.range.start.line
  );
}
