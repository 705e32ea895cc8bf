import * as vscode from 'vscode';
import { dateOfTag, type Tag } from '../../domain/tag.ts';
import { tagNode, type RepositoryNode } from '../../tree/nodes.ts';
import { byteSize, relativeTime } from '../../ui/text/numbers.ts';
import { prefix } from '../../ui/settings.ts';
import { visible } from '../../ui/text/visibleText.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import type { KnownImages } from '../shared/knownImages.ts';
import { choose } from '../../ui/questions.ts';

/** Finds an image by any part of its path, then a tag of it, and opens the tag. `now`: ms since 1970. */
export function goToImage(index: KnownImages, now: () => number): CommandHandler {
  return async () => {
    const image = await pick(
      vscode.l10n.t('Go to Image'),
      index.images().then((images) => images.map(imageItem)),
    );
    if (image === undefined) return;
    const tag = await pick(
      visible(image.repository.path),
      index.newestTags(image).then((tags) => tags.map((each) => tagItem(each, now()))),
    );
    if (tag !== undefined)
      await vscode.commands.executeCommand(`${prefix}.showManifest`, tagNode(image, tag));
  };
}

interface Item<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** The box is there at once and says that it is loading. */
async function pick<T>(title: string, items: Promise<readonly Item<T>[]>): Promise<T | undefined> {
  const chosen = await choose(items, {
    title,
    placeHolder: vscode.l10n.t('Search by name or paste an image reference'),
    matchOnDescription: true,
  });
  return chosen?.value;
}

function imageItem(image: RepositoryNode): Item<RepositoryNode> {
  const { repository, instanceUrl } = image;
  return {
    label: `$(package) ${visible(repository.path)}`,
    description: new URL(instanceUrl).host,
    value: image,
  };
}

function tagItem(tag: Tag, now: number): Item<Tag> {
  const facts = [
    relativeTime(dateOfTag(tag) ?? '', now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
  ];
  return { label: `$(tag) ${visible(tag.name)}`, description: facts.filter(Boolean).join(' · '), value: tag };
}
