import * as vscode from 'vscode';
import { isPlaceOf, readPastedImage, type PastedImage } from '../../domain/images/pastedImage.ts';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import { tagNode, type Node, type RepositoryNode, type TagNode } from '../../tree/nodes.ts';
import { byteSize, relativeTime } from '../../ui/text/numbers.ts';
import { prefix } from '../../ui/settings.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { findRow } from '../shared/findRow.ts';
import type { KnownImages } from '../shared/knownImages.ts';
import { pickTyped, type TypedItem } from './pickTyped.ts';

/** What going to an image needs of the view. */
export interface ImageRows extends KnownImages {
  getChildren(node?: Node): Promise<readonly Node[]>;
  /** Rows that were shown. */
  rows(): Iterable<Node>;
}

/** Scrolls the view to a row and selects it. */
export type Reveal = (row: Node) => Thenable<void>;

/**
 * Finds an image by any part of its path, or by a reference, command, address or digest that was pasted, then a tag of it;
 * selects its row and opens it. `now`: ms since 1970.
 */
export function goToImage(index: ImageRows, reveal: Reveal, now: () => number): CommandHandler {
  return async () => {
    const found = await pickTyped(
      vscode.l10n.t('Go to Image'),
      index.images().then((images) => (typed: string) => imageItems(index, images, typed)),
    );
    if (found === undefined) return;
    if (found.kind === 'search') {
      await vscode.env.openExternal(vscode.Uri.parse(found.address));
      return;
    }
    const tag = found.kind === 'tag' ? found.row : await pickTag(index, found.row, now);
    if (tag === 'repository') await show(index, reveal, found.row);
    else if (tag !== undefined) await show(index, reveal, tag);
  };
}

type Found =
  | { readonly kind: 'repository'; readonly row: RepositoryNode }
  | { readonly kind: 'tag'; readonly row: TagNode }
  | { readonly kind: 'search'; readonly address: string };

/** Selects the row as far as it is in the tree, and opens a tag's page. */
async function show(index: ImageRows, reveal: Reveal, row: RepositoryNode | TagNode): Promise<void> {
  const { connectionId, repository } = row;
  const tag = row.kind === 'tag' ? row.tag.name : undefined;
  const inTree = await findRow(index, { connectionId, path: repository.path, tag });
  if (inTree !== undefined) await reveal(inTree);
  if (row.kind === 'tag') await vscode.commands.executeCommand(`${prefix}.showManifest`, row);
}

async function pickTag(
  index: ImageRows,
  image: RepositoryNode,
  now: () => number,
): Promise<TagNode | 'repository' | undefined> {
  const open: TypedItem<TagNode | 'repository'> = {
    label: `$(package) ${vscode.l10n.t('Open Repository')}`,
    value: 'repository',
  };
  return pickTyped<TagNode | 'repository'>(
    visible(image.repository.path),
    index.newestTags(image).then((tags) => {
      const items = [open, ...tags.map((tag) => tagItem(image, tag, now()))];
      return () => items;
    }),
  );
}

/** All images, or those that fit what was pasted; where none fits, a way on. */
function imageItems(
  index: ImageRows,
  images: readonly RepositoryNode[],
  typed: string,
): readonly TypedItem<Found>[] {
  const pasted = readPastedImage(typed);
  if (pasted === undefined) {
    const text = typed.trim().toLowerCase();
    const mayFit = images.some(({ repository }) => isSubsequence(text, repository.path.toLowerCase()));
    return mayFit || text === '' ? images.map(imageItem) : nothingFits(images, typed.trim());
  }
  const found = pasted.path === undefined ? byDigest(index, pasted) : byPlace(images, pasted);
  return found.length > 0 ? found : nothingFits(images, pasted.path ?? typed.trim());
}

function byPlace(images: readonly RepositoryNode[], pasted: PastedImage): readonly TypedItem<Found>[] {
  const fitting = images.filter(({ repository, instanceUrl }) =>
    isPlaceOf(pasted, { ...repository, gitlabHost: new URL(instanceUrl).host }),
  );
  const { tag: name } = pasted;
  return fitting.map((image): TypedItem<Found> => {
    if (name === undefined) return { ...imageItem(image), alwaysShow: true };
    const { path, location } = image.repository;
    const tag = { name, path: `${path}:${name}`, location: `${location}:${name}` };
    return {
      label: `$(tag) ${visible(tag.path)}`,
      value: { kind: 'tag', row: tagNode(image, tag) },
      alwaysShow: true,
    };
  });
}

/** Only tags whose rows were shown are known by their digests. */
function byDigest(index: ImageRows, { digest }: PastedImage): readonly TypedItem<Found>[] {
  return [...index.rows()]
    .filter((row): row is TagNode => row.kind === 'tag' && row.tag.digest === digest)
    .map((row) => ({
      label: `$(tag) ${visible(row.tag.path)}`,
      value: { kind: 'tag', row },
      alwaysShow: true,
    }));
}

function nothingFits(images: readonly RepositoryNode[], text: string): readonly TypedItem<Found>[] {
  const instances = [...new Set(images.map(({ instanceUrl }) => instanceUrl))];
  return instances.map((instance) => ({
    label: `$(search) ${vscode.l10n.t('No image matches. Search in GitLab…')}`,
    description: new URL(instance).host,
    value: { kind: 'search', address: `${instance}/search?search=${encodeURIComponent(text)}` },
    alwaysShow: true,
  }));
}

/** As VS Code matches what is typed: its letters in this order, with others between them. */
function isSubsequence(letters: string, text: string): boolean {
  let at = -1;
  return Array.from(letters.replace(/\s/g, '')).every((letter) => (at = text.indexOf(letter, at + 1)) >= 0);
}

function imageItem(image: RepositoryNode): TypedItem<Found> {
  const { repository, instanceUrl } = image;
  return {
    label: `$(package) ${visible(repository.path)}`,
    description: new URL(instanceUrl).host,
    value: { kind: 'repository', row: image },
  };
}

function tagItem(image: RepositoryNode, tag: Tag, now: number): TypedItem<TagNode> {
  const facts = [
    relativeTime(dateOfTag(tag) ?? '', now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
  ];
  return {
    label: `$(tag) ${visible(tag.name)}`,
    description: facts.filter(Boolean).join(' · '),
    value: tagNode(image, tag),
  };
}
