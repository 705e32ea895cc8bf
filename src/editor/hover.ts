import * as vscode from 'vscode';
import { repositoryOfPlace } from '../domain/namedPlace.ts';
import type { TagNode } from '../tree/nodes.ts';
import { hoverText, type HoverLink } from './hoverText.ts';
import type { ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { containsPosition, toRange } from './positions.ts';
import type { Readings } from './readings.ts';
import { wants } from './settings.ts';

/** How long a hover waits for what is asked besides the listing, ms. */
const patienceMs = 4000;

/** Tells about the image that a reference means. */
export function hoverProvider(readings: Readings, knowledge: ImageKnowledge): vscode.HoverProvider {
  return {
    provideHover: async (document, position, token) => {
      if (!wants('hover')) return undefined;
      const { images } = await readings.of(document);
      const placed = images.find(({ reference }) => containsPosition(reference.range, position));
      if (placed === undefined || token.isCancellationRequested) return undefined;
      const tag = placed.named.isTagUnknown ? undefined : placed.named.tag;
      const known = await knowledge.ask(placed.image, tag);
      if (known === undefined) return undefined;
      const details = await detailsOf(placed, knowledge, token);
      const fate = tag === undefined ? undefined : knowledge.fate(placed.image, tag);
      const links = known.state === 'missing' ? [] : linksOf(placed, await knowledge.projectOf(placed.image));
      const text = hoverText({ placed, known, details, fate, links, now: Date.now() });
      return new vscode.Hover(text, toRange(placed.reference.range));
    },
  };
}

/** What is asked only because somebody points at it; what does not come in time is left out. */
async function detailsOf(placed: PlacedImage, knowledge: ImageKnowledge, token: vscode.CancellationToken) {
  const { named, image } = placed;
  const known = knowledge.known(image);
  const tag = named.isTagUnknown ? undefined : named.tag;
  const exists = tag !== undefined && known?.byName.has(tag) === true;
  const reference = named.digest ?? (exists ? tag : undefined);
  if (reference === undefined || known?.state !== 'listed') return undefined;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patienceMs);
  token.onCancellationRequested(() => controller.abort());
  try {
    const [details] = await Promise.all([
      knowledge.details(image, reference, controller.signal).catch(() => undefined),
      knowledge.readPolicy(image, controller.signal),
    ]);
    return details;
  } finally {
    clearTimeout(timer);
  }
}

function linksOf(placed: PlacedImage, projectPath: string | undefined): readonly HoverLink[] {
  const { t } = vscode.l10n;
  const node = tagNodeOf(placed, projectPath);
  const link = (label: string, command: string): HoverLink => ({
    label,
    command,
    args: [node],
  });
  return [
    ...(node.tag.name === ''
      ? []
      : [
          link(t('Open Details'), 'gitlabRegistry.showManifest'),
          link(t('Copy Pull Command'), 'gitlabRegistry.copyPullCommand'),
        ]),
    link(t('Show in GitLab Registry'), 'gitlabRegistry.revealImage'),
    ...(projectPath === undefined ? [] : [link(t('Open in GitLab'), 'gitlabRegistry.openInGitlab')]),
  ];
}

/** The row that commands take; GitLab's number of the repository is not known here. */
export function tagNodeOf(
  { image, instanceUrl, named }: PlacedImage,
  projectPath: string | undefined,
): TagNode {
  const { connectionId, location } = image;
  const place = { kind: 'repository', location, ...(projectPath !== undefined && { projectPath }) } as const;
  const repository = repositoryOfPlace(place);
  const name = named.isTagUnknown ? '' : (named.tag ?? '');
  const path = `${repository.path}:${name}`;
  return {
    kind: 'tag',
    id: `file ${location}:${name}`,
    connectionId,
    instanceUrl,
    repository,
    projectPath: projectPath ?? repository.path,
    tag: { name, path, location: `${location}:${name}` },
    sameImage: [],
  };
}
