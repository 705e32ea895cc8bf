import type { Node } from 'yaml';
import type { Collected } from '../collected.ts';
import { known, unknownMark, type Expansion } from '../expansion.ts';
import type { ReferenceRole } from '../reference.ts';
import type { YamlFile } from './yamlTree.ts';

const lists: readonly (readonly [string, ReferenceRole])[] = [
  ['containers', 'container'],
  ['initContainers', 'initContainer'],
  ['ephemeralContainers', 'ephemeralContainer'],
];

/**
 * Kubernetes: the images of containers and of image volumes at any depth, so that custom resources that repeat the shape of a Pod
 * count, too. There are no variables; what a template tool is to fill in (`{{ … }}`) is unknown.
 */
export function readKubernetes(yaml: YamlFile, collected: Collected): void {
  for (const root of yaml.roots)
    yaml.walk(root, (node) => {
      if (!yaml.isMap(node)) return;
      for (const [key, role] of lists)
        for (const container of yaml.items(yaml.get(node, key)))
          addText(yaml, collected, {
            node: yaml.get(container, 'image'),
            role,
            user: nameOf(yaml, container),
          });
      for (const volume of yaml.items(yaml.get(node, 'volumes')))
        addText(yaml, collected, {
          node: yaml.get(volume, 'image', 'reference'),
          role: 'imageVolume',
          user: nameOf(yaml, volume),
        });
    });
}

function nameOf(yaml: YamlFile, node: Node): string | undefined {
  return yaml.text(yaml.get(node, 'name'))?.value;
}

/** Adds a text that is a reference as it stands; one with `{{`, `${{` or `$(` in it is not known. */
export function addText(
  yaml: YamlFile,
  collected: Collected,
  place: {
    readonly node: Node | undefined;
    readonly role: ReferenceRole;
    readonly user?: string | undefined;
  },
): void {
  const text = yaml.text(place.node);
  if (text === undefined) return;
  collected.add({
    ...text,
    role: place.role,
    expansions: [templated(text.value)],
    users: place.user === undefined ? [] : [place.user],
  });
}

/** Puts marks in place of the expressions of a template tool; the names are the expressions. */
export function templated(text: string): Expansion {
  if (!/\{\{|\$\(/.test(text)) return known(text);
  const names: string[] = [];
  const marked = text.replace(
    /\$?\{\{([^{}]*)\}\}|\$\(([^()]*)\)/g,
    (_, expression?: string, name?: string) => {
      names.push((expression ?? name ?? '').trim());
      return unknownMark;
    },
  );
  return names.length === 0 ? known(text) : { text: marked, unknown: [...new Set(names)] };
}
