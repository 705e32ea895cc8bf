import type { Node } from 'yaml';
import { changedByYaml, type YamlReader } from './yamlNumber.ts';
import type { Collected } from '../collected.ts';
import { known, unknownMark, type Expansion } from '../expansion.ts';
import type { PlacedText, ReferenceParts } from '../reference.ts';
import type { YamlFile, YamlText } from './yamlTree.ts';

/**
 * Kustomize (api/types/image.go, api/filters/imagetag): of each entry of `images`, `newName` or else `name` with `digest`, which
 * beats `newTag`. An entry that sets no tag and no digest leaves what the manifests say.
 */
export function readKustomization(yaml: YamlFile, collected: Collected): void {
  for (const root of yaml.roots)
    for (const image of yaml.items(yaml.get(root, 'images'))) addImage(yaml, collected, image);
}

function addImage(yaml: YamlFile, collected: Collected, image: Node): void {
  const text = (key: string): YamlText | undefined => filled(yaml.text(yaml.get(image, key)));
  const [name, newName, newTag, digest] = [text('name'), text('newName'), text('newTag'), text('digest')];
  const shown = newName ?? name;
  if (shown === undefined) return;
  const suffix = text('tagSuffix')?.value ?? '';
  if (newTag !== undefined && digest === undefined) noteNumber(collected, newTag, 'go');
  collected.add({
    ...shown,
    role: 'image',
    expansions: [expansionOf(shown.value, { newTag, digest, suffix })],
    users: name === undefined ? [] : [name.value],
    parts: placedParts(collected, { name, newName, newTag, digest }),
  });
}

interface Version {
  readonly newTag: YamlText | undefined;
  readonly digest: YamlText | undefined;
  readonly suffix: string;
}

function expansionOf(name: string, { newTag, digest, suffix }: Version): Expansion {
  if (digest !== undefined) return known(`${name}@${digest.value}`);
  if (newTag !== undefined) return known(`${name}:${asYaml(newTag)}${suffix}`);
  return { text: `${name}:${unknownMark}`, unknown: ['newTag'] };
}

/** What becomes of a text without quotes that YAML takes for a number. */
export function asYaml(text: YamlText): string {
  return (text.isPlain ? changedByYaml(text.value, 'go') : undefined) ?? text.value;
}

/** Reports a number without quotes that is not the text it seems to be. */
export function noteNumber(collected: Collected, text: YamlText, reader: YamlReader): void {
  const becomes = text.isPlain ? changedByYaml(text.value, reader) : undefined;
  if (becomes !== undefined)
    collected.addFinding({ code: 'changedNumber', becomes, ...collected.source.placed(text.from, text.to) });
}

/** A text that is there and not empty. */
export function filled(text: YamlText | undefined): YamlText | undefined {
  return text === undefined || text.value === '' ? undefined : text;
}

/** The parts that are there, with their places. */
export function placedParts(
  collected: Collected,
  texts: Readonly<Partial<Record<keyof ReferenceParts, YamlText | undefined>>>,
): ReferenceParts {
  const parts = Object.entries(texts).flatMap(([key, text]): readonly (readonly [string, PlacedText])[] =>
    text === undefined ? [] : [[key, collected.source.placed(text.from, text.to)]],
  );
  return Object.fromEntries(parts);
}
