import * as vscode from 'vscode';
import { shortDigest } from '../domain/digest.ts';
import type { ImagePath, KnownRepository } from '../domain/references/knownRepository.ts';
import { dateOfTag, type Tag } from '../domain/tag.ts';
import { sortTags } from '../domain/tags/tagOrder.ts';
import { byteSize, dateTime, relativeTime } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import { completionPlace, type CompletionPlace } from './completionPlace.ts';
import type { FileContexts } from './fileContexts.ts';
import type { ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { isReadable } from './readable.ts';
import type { Readings } from './readings.ts';
import { wants } from './settings.ts';

/** So long a completion waits for an answer; later it is marked incomplete, and VS Code asks again with the next key. */
const patienceMs = 300;
const mostItems = 1000;

/** What completion needs. */
export interface CompletionParts {
  readonly readings: Readings;
  readonly contexts: FileContexts;
  readonly knowledge: ImageKnowledge;
}

class TagItem extends vscode.CompletionItem {
  readonly tag: Tag;
  readonly known: KnownRepository;

  constructor(tag: Tag, known: KnownRepository, label: vscode.CompletionItemLabel) {
    super(label, vscode.CompletionItemKind.Constant);
    this.tag = tag;
    this.known = known;
  }
}

/** Completes registries, paths, tags and digests from what is on the line and in memory. */
export function completionProvider(parts: CompletionParts): vscode.CompletionItemProvider {
  return {
    provideCompletionItems: async (document, position) => {
      if (!wants('completion') || !isReadable(document) || parts.contexts.hosts().length === 0)
        return undefined;
      const place = await placeAt(parts, document, position);
      return place === undefined ? undefined : itemsAt(parts, place, { document, line: position.line });
    },
    resolveCompletionItem: (item) => {
      if (item instanceof TagItem) item.documentation = documentationOf(item);
      return item;
    },
  };
}

async function placeAt(
  { readings, contexts }: CompletionParts,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<CompletionPlace | undefined> {
  const { project, hosts = [] } = await contexts.of(document);
  const variables = project === undefined ? new Map<string, string>() : variablesOf(project);
  const { text } = document.lineAt(position.line);
  const onLine = completionPlace(text, position.character, { hosts, variables });
  if (onLine !== undefined && onLine.step !== 'registry') return onLine;
  const written = tagWrittenAt(text, position.character);
  if (written === undefined) return onLine;
  const { images } = await readings.latest(document);
  const location = locationOfTagOn(position.line, images);
  return location === undefined ? onLine : { step: 'tag', ...written, location };
}

function tagWrittenAt(line: string, character: number): Pick<CompletionPlace, 'from' | 'to'> | undefined {
  const [, before = '', written = ''] = tagKey.exec(line) ?? [];
  const from = before.length;
  const to = from + written.length;
  return from > 0 && character >= from && character <= to ? { from, to } : undefined;
}

/** Values of charts and kustomizations have a key of their own for the tag. */
const tagKey = /^(\s*(?:-\s+)?["']?(?:tag|version|newTag)["']?:\s*["']?)([^"'#\s]*)/;

/** Whose tag it is was read before somebody typed; the line is still the same. */
function locationOfTagOn(line: number, images: readonly PlacedImage[]): string | undefined {
  return images.find(({ reference: { parts } }) => (parts?.newTag ?? parts?.tag)?.range.start.line === line)
    ?.image.location;
}

interface At {
  readonly document: vscode.TextDocument;
  readonly line: number;
}

async function itemsAt(
  parts: CompletionParts,
  place: CompletionPlace,
  { line }: At,
): Promise<vscode.CompletionList | undefined> {
  const replacing = new vscode.Range(line, place.from, line, place.to);
  if (place.step === 'registry') return registryItems(parts, replacing);
  const host = place.location.split('/')[0];
  const registry = parts.knowledge.hosts().find((one) => one.host === host);
  if (registry === undefined) return undefined;
  const { connectionId } = registry;
  if (place.step === 'path') return pathItems(parts, { connectionId, location: place.location }, replacing);
  return tagItems(parts, { connectionId, location: place.location }, { place, replacing });
}

function registryItems({ knowledge }: CompletionParts, range: vscode.Range): vscode.CompletionList {
  const items = knowledge.hosts().map(({ host, instanceUrl }) => {
    const item = new vscode.CompletionItem(visible(host), vscode.CompletionItemKind.Module);
    item.insertText = `${host}/`;
    item.detail = vscode.l10n.t('Registry of {0}', instanceUrl);
    item.range = range;
    item.command = { title: '', command: 'editor.action.triggerSuggest' };
    return item;
  });
  return new vscode.CompletionList(items);
}

async function pathItems(
  { knowledge }: CompletionParts,
  { connectionId, location }: ImagePath,
  range: vscode.Range,
): Promise<vscode.CompletionList> {
  const { value: all = [], isLate } = await inTime(knowledge.repositories(connectionId));
  const below = all.filter((one) => one.toLowerCase().startsWith(`${location}/`));
  const items = below.slice(0, mostItems).map((one) => {
    const rest = one.slice(location.length + 1);
    const item = new vscode.CompletionItem(visible(rest), vscode.CompletionItemKind.Folder);
    item.insertText = rest;
    item.filterText = rest;
    item.detail = visible(one);
    item.range = range;
    return item;
  });
  return new vscode.CompletionList(items, isLate || below.length > mostItems);
}

async function tagItems(
  { knowledge }: CompletionParts,
  image: ImagePath,
  { place, replacing }: { readonly place: CompletionPlace; readonly replacing: vscode.Range },
): Promise<vscode.CompletionList> {
  const { value: known, isLate } = await inTime(knowledge.ask(image));
  if (known === undefined) return new vscode.CompletionList([], isLate);
  const ordered = newestFirst(known.tags);
  const chosen =
    place.step === 'digest'
      ? ordered.filter(
          ({ digest, name }) => digest !== undefined && (place.tag === undefined || place.tag === name),
        )
      : ordered;
  const now = Date.now();
  const items = chosen.slice(0, mostItems).map((tag, at) => {
    const text = place.step === 'digest' ? (tag.digest ?? '') : tag.name;
    const shown = place.step === 'digest' ? `${text.slice(0, 7)}${shortDigest(text)}` : visible(tag.name);
    const item = new TagItem(tag, known, { label: shown, description: factsOf(tag, now, place.step) });
    item.insertText = text;
    item.filterText = text;
    item.sortText = String(at).padStart(6, '0');
    item.range = replacing;
    return item;
  });
  return new vscode.CompletionList(items, isLate || !known.isWhole || chosen.length > mostItems);
}

/** By date where there is one, else by version. */
function newestFirst(tags: readonly Tag[]): readonly Tag[] {
  const isDated = tags.some((tag) => dateOfTag(tag) !== undefined);
  return sortTags(tags, isDated ? 'newest' : 'version');
}

function factsOf(tag: Tag, now: number, step: CompletionPlace['step']): string {
  const date = dateOfTag(tag);
  const facts = [
    step === 'digest' ? visible(tag.name) : undefined,
    date === undefined ? undefined : relativeTime(date, now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

/** From memory: nothing is asked for a row of a list. */
function documentationOf({ tag, known }: TagItem): string {
  const { t } = vscode.l10n;
  const date = dateOfTag(tag);
  const others = known.tags.filter(({ digest, name }) => digest === tag.digest && name !== tag.name);
  const facts = [
    date === undefined ? undefined : t('Pushed: {0}', dateTime(date)),
    tag.sizeBytes === undefined ? undefined : t('Size: {0}', byteSize(tag.sizeBytes)),
    tag.digest === undefined || others.length === 0
      ? undefined
      : t(
          'Same image as: {0}',
          others
            .slice(0, 5)
            .map(({ name }) => visible(name))
            .join(', '),
        ),
    tag.digest === undefined
      ? undefined
      : t('Digest: {0}', `${tag.digest.slice(0, 7)}${shortDigest(tag.digest)}`),
  ];
  return facts.filter((fact) => fact !== undefined).join('\n');
}

async function inTime<T>(work: Promise<T>): Promise<{ readonly value?: T; readonly isLate: boolean }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ readonly isLate: true }>((resolve) => {
    timer = setTimeout(() => resolve({ isLate: true }), patienceMs);
  });
  const answer = work.then((value) => ({ value, isLate: false }));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The variables of CI with which names of images begin. Source: GitLab docs, "Predefined CI/CD variables reference". */
function variablesOf(project: {
  readonly path: string;
  readonly registry?: string;
}): ReadonlyMap<string, string> {
  const { path, registry } = project;
  const own = [['CI_PROJECT_PATH', path]] as const;
  if (registry === undefined) return new Map(own);
  return new Map([
    ...own,
    ['CI_REGISTRY', registry],
    ['CI_REGISTRY_IMAGE', `${registry}/${path.toLowerCase()}`],
  ]);
}
