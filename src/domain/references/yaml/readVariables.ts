import type { Node } from 'yaml';
import { predefinedVariables } from '../ci/ciVariables.ts';
import { expandCi } from '../ci/expandCi.ts';
import { valueNaming, type Collected } from '../collected.ts';
import { known } from '../expansion.ts';
import type { ReferenceContext } from '../reference.ts';
import type { YamlFile } from './yamlTree.ts';

/** Longer texts are scripts. */
const longest = 400;

/**
 * Values that no grammar calls an image, but that name one of a known host: variables of CI, `x-…` of compose, environment of a
 * Pod. They may feed an image; where none of the hosts is known, nothing is looked for.
 */
export function readVariables(
  yaml: YamlFile,
  collected: Collected,
  { hosts, project }: ReferenceContext,
): void {
  if (hosts === undefined) return;
  const predefined = project === undefined ? undefined : predefinedVariables(project);
  const lookup = (name: string) => {
    const value = predefined?.get(name);
    return value === undefined ? undefined : known(value);
  };
  for (const root of yaml.roots)
    yaml.walk(root, (node) => {
      for (const child of valuesOf(yaml, node)) {
        const text = yaml.text(child);
        if (text === undefined || text.isBlock || text.value.length > longest || collected.has(text.from))
          continue;
        const expansion = valueNaming(expandCi(text.value, lookup), hosts);
        if (expansion !== undefined) collected.add({ ...text, role: 'variable', expansions: [expansion] });
      }
    });
}

/** The values of a map, the items of a list; an alias stands for a text that stands elsewhere. */
function valuesOf(yaml: YamlFile, node: Node): readonly (Node | undefined)[] {
  if (yaml.isMap(node)) return [...yaml.ownEntries(node).values()].map(({ value }) => value);
  return yaml.isList(node) ? yaml.items(node) : [];
}
