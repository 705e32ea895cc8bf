import * as vscode from 'vscode';
import { shortDigest } from '../domain/digest.ts';
import type { TagFate } from '../domain/cleanup/foretell.ts';
import {
  isTagMissing,
  type ImageDetails,
  type KnownRepository,
} from '../domain/references/knownRepository.ts';
import { dateOfTag, type Tag } from '../domain/tag.ts';
import { newerTags } from '../domain/versions/newerTags.ts';
import { deletionText, verdictText } from '../ui/text/cleanupWords.ts';
import { byteSize, dateTime, relativeTime } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import type { PlacedImage } from './placedImages.ts';

const { t } = vscode.l10n;

/** A command with its words, to be clicked. */
export interface HoverLink {
  readonly label: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** What a hover tells. */
export interface HoverFacts {
  readonly placed: PlacedImage;
  readonly known: KnownRepository;
  readonly details: ImageDetails | undefined;
  readonly fate: TagFate | undefined;
  readonly links: readonly HoverLink[];
  /** Epoch ms. */
  readonly now: number;
}

const mostNames = 5;

type Fact = readonly [label: string, value: string | undefined];

/** One heading that only we know, then the facts; what comes from a server or the file is never read as Markdown. */
export function hoverText(facts: HoverFacts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: facts.links.map(({ command }) => command) };
  const { title, note } = headingOf(facts);
  text.appendMarkdown(`**${literal(title)}**`);
  if (note !== '') text.appendMarkdown(` · ${literal(note)}`);
  for (const [label, value] of factsOf(facts)) {
    if (value === undefined || value === '') continue;
    text.appendMarkdown(`  \n${literal(`${label}: ${value}`)}`);
  }
  const links = facts.links.map(markdownOf);
  if (links.length > 0) text.appendMarkdown(`\n\n${links.join(' &nbsp; ')}`);
  return text;
}

/** Text that Markdown takes as it is, with spaces where a line may be broken: `appendText` makes them hard ones. */
function literal(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+.!~>|:@$-]/g, '\\$&');
}

/** The tag that a reference certainly means. */
function sureTag({ named }: PlacedImage): string | undefined {
  return named.isTagUnknown ? undefined : named.tag;
}

function headingOf(facts: HoverFacts): { readonly title: string; readonly note: string } {
  const { placed } = facts;
  const { path, digest } = placed.named;
  const tag = sureTag(placed);
  const end = tag === undefined ? '' : `:${tag}`;
  const pin = digest === undefined ? '' : `@${shortDigest(digest)}`;
  return { title: `${path}${end}${pin}`, note: noteOf(facts, tag) };
}

function noteOf({ known, details }: HoverFacts, tag: string | undefined): string {
  if (known.state === 'missing') return t('there’s no such repository');
  if ((details?.platforms.length ?? 0) > 1) return t('multi-platform image');
  return tag !== undefined && isTagMissing(known, tag) === true ? t('there’s no such tag') : '';
}

function factsOf(facts: HoverFacts): readonly Fact[] {
  const { placed, known } = facts;
  const name = sureTag(placed);
  return [
    [t('Means'), meaningOf(placed)],
    [t('Depends on'), dependenceOf(placed)],
    ...imageFacts(facts, name === undefined ? undefined : known.byName.get(name)),
    ...(name === undefined ? [[t('Tags'), newestText(known)] as const] : nameFacts(name, facts)),
  ];
}

function imageFacts({ now, details }: HoverFacts, tag: Tag | undefined): readonly Fact[] {
  const pushed = tag === undefined ? undefined : dateOfTag(tag);
  const digest = tag?.digest ?? details?.digest;
  const algorithm = digest?.slice(0, digest.indexOf(':') + 1) ?? '';
  return [
    [t('Pushed'), whenOf(pushed, now)],
    [t('Built'), pushed === undefined ? whenOf(details?.builtAt, now) : undefined],
    [t('Size'), sizeOf(tag, details)],
    [t('Digest'), digest === undefined ? undefined : `${algorithm}${shortDigest(digest)}`],
  ];
}

function nameFacts(name: string, { known, fate }: HoverFacts): readonly Fact[] {
  return [
    [t('Same image as'), siblingsOf(name, known)],
    [t('Newer'), newerText(name, known)],
    [t('Cleanup'), fate === undefined ? undefined : fateText(fate)],
  ];
}

/** What variables came to, and where a value comes from that the file does not state. */
function meaningOf({ reference }: PlacedImage): string | undefined {
  const { expanded, text, valuesFrom = [] } = reference;
  if (expanded === undefined || expanded === text || !/[$]/.test(text)) return undefined;
  return valuesFrom.some(({ from }) => from === 'env')
    ? t('{0} (with values from .env)', expanded)
    : expanded;
}

function dependenceOf({ reference }: PlacedImage): string | undefined {
  const { unknownVariables } = reference;
  return unknownVariables.length === 0
    ? undefined
    : unknownVariables
        .slice(0, mostNames)
        .map((name) => `$${name}`)
        .join(', ');
}

function whenOf(iso: string | undefined, now: number): string | undefined {
  if (iso === undefined) return undefined;
  const age = relativeTime(iso, now);
  return age === undefined ? undefined : `${dateTime(iso)}, ${age}`;
}

function sizeOf(tag: Tag | undefined, details: ImageDetails | undefined): string | undefined {
  const sized = (details?.platforms ?? []).map(({ name, sizeBytes }) =>
    sizeBytes === undefined
      ? name
      : name === ''
        ? byteSize(sizeBytes)
        : t('{0} for {1}', byteSize(sizeBytes), name),
  );
  const known = sized.filter((text) => text !== '');
  if (known.length > 0) return known.slice(0, 2 * mostNames).join(', ');
  return tag?.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes);
}

function siblingsOf(name: string, known: KnownRepository): string | undefined {
  const digest = known.byName.get(name)?.digest;
  if (digest === undefined) return undefined;
  const others = known.tags.filter((tag) => tag.digest === digest && tag.name !== name);
  return listed(others.map((tag) => tag.name));
}

function newerText(name: string, known: KnownRepository): string | undefined {
  return listed(newerTags(name, known.tags));
}

function newestText(known: KnownRepository): string | undefined {
  return listed(known.tags.map(({ name }) => name));
}

function listed(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const shown = names.slice(0, mostNames).join(', ');
  return names.length > mostNames ? t('{0} and {1} more', shown, names.length - mostNames) : shown;
}

function fateText(fate: TagFate): string {
  return fate.code === 'never' || fate.code === 'undecided' ? verdictText(fate.verdict) : deletionText(fate);
}

/** The words are ours, and the arguments are encoded: neither can break out of the link. */
function markdownOf({ label, command, args }: HoverLink): string {
  const words = label.replaceAll(/[[\]\\`*_<>]/g, '\\$&');
  return `[${words}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
}
