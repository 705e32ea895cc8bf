import { parseTree, type Node } from 'jsonc-parser';
import type { Collected, Stretch } from './collected.ts';
import { unknownMark, type Expansion } from './expansion.ts';
import type { ReferenceRole } from './reference.ts';
import { refuseDeepJson } from './tooDeep.ts';

/**
 * devcontainer.json (containers.dev): `image`, `build.cacheFrom`, and the keys of `features` that are references with a registry;
 * paths, addresses and short names are none. `${localEnv:X:default}` has a default; without one it is unknown.
 */
export function readDevcontainer(collected: Collected): void {
  refuseDeepJson(collected.source.text);
  const root = parseTree(collected.source.text, [], { allowTrailingComma: true });
  addString(collected, member(root, 'image'), 'image');
  const cache = member(member(root, 'build'), 'cacheFrom');
  for (const each of cache?.type === 'array' ? childrenOf(cache) : [cache])
    addString(collected, each, 'cache');
  for (const property of childrenOf(member(root, 'features'))) {
    const [key] = childrenOf(property);
    if (isFeatureReference(key?.value)) addString(collected, key, 'feature');
  }
}

/** A path begins with a dot, an address with its scheme, a short name has no registry. */
function isFeatureReference(key: unknown): boolean {
  return typeof key === 'string' && /^[^./][^./:]*[.:][^/]*\/(?!\/)/.test(key);
}

function childrenOf(node: Node | undefined): readonly Node[] {
  return node?.children ?? [];
}

/** The value of a member; of a name that is there twice, the last, as JSON.parse has it. */
function member(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'object') return undefined;
  return childrenOf(object).findLast((property) => childrenOf(property)[0]?.value === name)?.children?.[1];
}

function addString(collected: Collected, node: Node | undefined, role: ReferenceRole): void {
  if (node?.type !== 'string' || typeof node.value !== 'string') return;
  collected.add({
    ...insideQuotes(collected.source.text, node),
    role,
    expansions: [expandLocal(node.value)],
  });
}

/** Where the text of a JSON string stands; one that is not closed ends with its line. */
export function insideQuotes(text: string, { offset, length }: Node): Stretch {
  const isClosed = length > 1 && text[offset + length - 1] === '"';
  return { from: offset + 1, to: offset + length - (isClosed ? 1 : 0) };
}

function expandLocal(text: string): Expansion {
  const unknown: string[] = [];
  const expanded = text.replace(
    /\$\{([A-Za-z]+)(?::([^:}]*))?(?::([^}]*))?\}/g,
    (_, kind: string, ...rest: (string | undefined)[]) => {
      const [name, fallback] = rest;
      if (kind === 'localEnv' && fallback !== undefined) return fallback;
      unknown.push(name ?? kind);
      return unknownMark;
    },
  );
  return { text: expanded, unknown: [...new Set(unknown)] };
}
