import type { Node } from 'yaml';
import type { Collected } from '../collected.ts';
import { known, unknownMark, type Expansion } from '../expansion.ts';
import { addText } from './readKubernetes.ts';
import { asYaml, filled, noteNumber, placedParts } from './readKustomization.ts';
import type { YamlEntry, YamlFile, YamlText } from './yamlTree.ts';

/**
 * Values of a Helm chart. There is no standard; the usual heuristic (Renovate, lib/modules/manager/helm-values): below a key that
 * ends in `image`, a text, or a map with `repository` and `tag` or `version`, perhaps `registry` and `digest`. An empty tag is the
 * chart's `appVersion` most times, never `latest`.
 */
export function readHelmValues(yaml: YamlFile, collected: Collected): void {
  for (const root of yaml.roots)
    yaml.walk(root, (node) => {
      if (!yaml.isMap(node)) return;
      for (const entry of yaml.ownEntries(node).values()) addEntry(yaml, collected, entry);
    });
}

function addEntry(yaml: YamlFile, collected: Collected, { key, value }: YamlEntry): void {
  const node = yaml.resolve(value);
  if (node === undefined || !/image$/i.test(key)) return;
  if (yaml.isMap(node)) addMap(yaml, collected, key, node);
  else addText(yaml, collected, { node, role: 'image', user: key });
}

function addMap(yaml: YamlFile, collected: Collected, key: string, map: Node): void {
  const text = (name: string): YamlText | undefined => filled(yaml.text(yaml.get(map, name)));
  const tagKey = yaml.entry(map, 'tag') === undefined ? 'version' : 'tag';
  const [registry, repository, tag, digest] = [
    text('registry'),
    text('repository'),
    text(tagKey),
    text('digest'),
  ];
  if (repository === undefined) return;
  if (tag !== undefined) noteNumber(collected, tag, 'go');
  collected.add({
    ...repository,
    role: 'image',
    expansions: [expansionOf({ registry, repository, tag, digest })],
    users: [key],
    parts: placedParts(collected, { registry, repository, tag, digest }),
  });
}

interface ImageTexts {
  readonly registry: YamlText | undefined;
  readonly repository: YamlText;
  readonly tag: YamlText | undefined;
  readonly digest: YamlText | undefined;
}

function expansionOf({ registry, repository, tag, digest }: ImageTexts): Expansion {
  const name = registry === undefined ? repository.value : `${registry.value}/${repository.value}`;
  const pinned = digest === undefined ? '' : `@${digest.value}`;
  if (/\{\{/.test(name + (tag?.value ?? ''))) return { text: unknownMark, unknown: ['template'] };
  if (tag !== undefined) return known(`${name}:${asYaml(tag)}${pinned}`);
  return pinned === '' ? { text: `${name}:${unknownMark}`, unknown: ['tag'] } : known(name + pinned);
}
