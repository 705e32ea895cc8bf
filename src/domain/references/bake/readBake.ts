import { hclBlocks, jsonBlocks, type BakeBlock, type BakeValue } from './bakeTree.ts';
import type { Collected, Stretch } from '../collected.ts';
import {
  ExpansionBuilder,
  known,
  longestValue,
  unknownMark,
  unknownValue,
  type Expansion,
} from '../expansion.ts';
import { cacheReference } from '../yaml/readCompose.ts';
import type { ReferenceRole } from '../reference.ts';

/**
 * Bake files (buildx, docs/bake-reference.md): the tags of targets, `docker-image://` contexts and caches in a registry. `${X}` has
 * the default of `variable "X"` (the environment may override it); any other expression is unknown.
 */
export function readBake(collected: Collected, path: string): void {
  const { text } = collected.source;
  const blocks = /\.json$/i.test(path) || /^\s*\{/.test(text) ? jsonBlocks(text) : hclBlocks(text);
  const reader = new BakeReader(collected, variablesOf(blocks));
  for (const block of blocks) if (block.type === 'target') reader.readTarget(block);
}

/** The plain defaults of variables; `undefined` for those that an expression gives. */
function variablesOf(blocks: readonly BakeBlock[]): ReadonlyMap<string, string | undefined> {
  return new Map(
    blocks.flatMap(({ type, name, attributes }): readonly (readonly [string, string | undefined])[] => {
      const value = attributes.find(([key]) => key === 'default')?.[1];
      if (type !== 'variable' || value === undefined) return [];
      return [[name, value.kind === 'string' ? value.text : undefined]];
    }),
  );
}

class BakeReader {
  readonly #collected: Collected;
  readonly #variables: ReadonlyMap<string, string | undefined>;

  readonly #values = new Map<string, Expansion>();

  constructor(collected: Collected, variables: ReadonlyMap<string, string | undefined>) {
    this.#collected = collected;
    this.#variables = variables;
  }

  readTarget({ name, attributes }: BakeBlock): void {
    for (const [key, value] of attributes) for (const item of itemsOf(value)) this.#addItem(key, item, name);
  }

  #addItem(key: string, item: BakeValue, user: string): void {
    if (key === 'tags' && item.kind === 'string') this.#add(item, { role: 'tag', user });
    if (key === 'contexts') this.#addContext(item, user);
    if (key === 'cache-from' || key === 'cache-to') this.#addCache(item, user);
  }

  #add(
    stretch: Stretch & { readonly text: string },
    { role, user }: { role: ReferenceRole; user: string },
  ): void {
    const { from, to, text } = stretch;
    const expansion = this.#expand(text.replace(/^docker-image:\/\//, ''), 0);
    this.#collected.add({ from, to, role, expansions: [expansion], users: [user] });
  }

  #addContext(value: BakeValue, user: string): void {
    if (value.kind === 'string' && value.text.startsWith('docker-image://'))
      this.#add(value, { role: 'context', user });
  }

  /** `"type=registry,ref=…"` or `{ type = "registry", ref = "…" }`. */
  #addCache(value: BakeValue, user: string): void {
    const place = { role: 'cache', user } as const;
    if (value.kind === 'string') {
      const inside = cacheReference(value.text);
      const isPlain = value.to - value.from === value.text.length;
      if (inside === undefined || !isPlain) return;
      const from = value.from + inside.at;
      this.#add({ text: inside.value, from, to: from + inside.value.length }, place);
    }
    if (value.kind !== 'map') return;
    const entry = (name: string): BakeValue | undefined => value.entries.find(([key]) => key === name)?.[1];
    const [type, reference] = [entry('type'), entry('ref')];
    if (reference?.kind === 'string' && type?.kind === 'string' && type.text === 'registry')
      this.#add(reference, place);
  }

  #expand(text: string, depth: number): Expansion {
    if (/%\{/.test(text) || depth > 10) return { text: unknownMark, unknown: [] };
    const built = new ExpansionBuilder();
    let done = 0;
    for (const match of text.matchAll(/\$\$\{|\$\{([^{}]*)\}/g)) {
      built.add(text.slice(done, match.index));
      built.addExpansion(match[1] === undefined ? known('${') : this.#value(match[1].trim(), depth));
      done = match.index + match[0].length;
    }
    const rest = text.slice(done);
    built.addExpansion(rest.includes('${') ? { text: unknownMark, unknown: [] } : known(rest));
    return built.build();
  }

  #value(name: string, depth: number): Expansion {
    const before = this.#values.get(name);
    if (before !== undefined) return before;
    const text = /^[A-Za-z_][\w-]*$/.test(name) ? this.#variables.get(name) : undefined;
    const isSensible = text !== undefined && text.length <= longestValue;
    const value = isSensible ? this.#expand(text, depth + 1) : unknownValue(name);
    this.#values.set(name, value);
    return value;
  }
}

/** The items of a list, the values of a map. */
function itemsOf(value: BakeValue): readonly BakeValue[] {
  if (value.kind === 'map') return value.entries.map(([, item]) => item);
  return value.kind === 'list' ? value.items : [];
}
