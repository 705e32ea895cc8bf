import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Stretch } from '../collected.ts';
import { mostLevels, TooDeepError } from '../tooDeep.ts';

/** A text in a YAML file: what it means, and where it stands without quotes or block header. */
export interface YamlText extends Stretch {
  readonly value: string;
  /** Without quotes, so that YAML may have taken it for a number. */
  readonly isPlain: boolean;
  /** Of several lines: only where it begins is certain. */
  readonly isBlock: boolean;
}

/** A key with its value; alias and merge (`<<`) are followed. */
export interface YamlEntry {
  readonly key: string;
  readonly keyText: YamlText;
  readonly value: Node | undefined;
}

/** How many documents of a file are looked into, and how deep one may be. */
const mostDocuments = 5000;

/**
 * The documents of a YAML file as trees with places. Texts stay as they stand (`1.20` is no number), custom tags are let through,
 * broken lines give what can be read of them. Aliases are followed by one table, never unfolded: a bomb stays small.
 */
export class YamlFile {
  readonly roots: readonly Node[];
  /** Whether some line is no YAML. */
  readonly isBroken: boolean;
  readonly #text: string;
  readonly #targets = new Map<Node, Node>();
  readonly #maps = new Map<YAMLMap, Layer>();
  #mergeBudget = 200_000;

  constructor(text: string) {
    this.#text = text;
    const documents = parse(text);
    this.isBroken = documents.some(({ errors }) => errors.length > 0);
    this.roots = documents.flatMap(({ contents }) => (contents === null ? [] : [contents]));
    for (const root of this.roots) this.#noteAnchors(root);
  }

  /** The node itself, or what its alias stands for; `undefined` for an alias of nothing. */
  resolve(node: unknown): Node | undefined {
    let current = isNode(node) ? node : undefined;
    for (let hops = 0; isAlias(current) && hops < 100; hops++) current = this.#targets.get(current);
    return isAlias(current) ? undefined : current;
  }

  /**
   * The entries of a map with those that it merges, own ones first; of a key that is there twice, the last. Merging stops where a
   * file merges more than any sensible one does.
   */
  entries(node: unknown): ReadonlyMap<string, YamlEntry> {
    const { own, merged } = this.#layers(node);
    if (merged.length === 0) return own;
    const entries = new Map(own);
    for (const layer of this.#mergedLayers(merged)) {
      this.#mergeBudget -= layer.own.size + 1;
      if (this.#mergeBudget < 0) break;
      for (const [key, entry] of layer.own) if (!entries.has(key)) entries.set(key, entry);
    }
    return entries;
  }

  /** Without what is merged: for walks, which meet the merged maps where they stand. */
  ownEntries(node: unknown): ReadonlyMap<string, YamlEntry> {
    return this.#layers(node).own;
  }

  get(node: unknown, ...path: readonly string[]): Node | undefined {
    let current = this.resolve(node);
    for (const key of path) current = this.resolve(this.entry(current, key)?.value);
    return current;
  }

  /** One entry of a map, its own or merged. */
  entry(node: unknown, key: string): YamlEntry | undefined {
    const { own, merged } = this.#layers(node);
    const entry = own.get(key);
    if (entry !== undefined || merged.length === 0) return entry;
    return this.#mergedLayers(merged)
      .find((layer) => layer.own.has(key))
      ?.own.get(key);
  }

  items(node: unknown): readonly Node[] {
    const list = this.resolve(node);
    return isSeq(list) ? list.items.flatMap((item) => this.resolve(item) ?? []) : [];
  }

  isMap(node: unknown): boolean {
    return isMap(this.resolve(node));
  }

  isList(node: unknown): boolean {
    return isSeq(this.resolve(node));
  }

  /** The text of a node; `undefined` for lists, maps and nothing. */
  text(node: unknown): YamlText | undefined {
    const scalar = this.resolve(node);
    if (!isScalar(scalar) || typeof scalar.value !== 'string' || !scalar.range) return undefined;
    const [start, end] = scalar.range;
    const { value, type } = scalar;
    if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return this.#blockText(value, start, end);
    if (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')
      return { from: start, to: end, value, isPlain: true, isBlock: false };
    return { from: start + 1, to: this.#closingQuote(start, end), value, isPlain: false, isBlock: false };
  }

  /** The end of what stands in quotes; of a text that is not closed, its own. */
  #closingQuote(start: number, end: number): number {
    return end - 1 > start && this.#text[end - 1] === this.#text[start] ? end - 1 : end;
  }

  /** Every node of a kind of tree, each once, in the order of the file. Aliases are not entered: their targets stand elsewhere. */
  walk(root: Node, visit: (node: Node) => void): void {
    const open: Node[] = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      visit(node);
      for (const child of childrenOf(node).reverse()) open.push(child);
    }
  }

  #blockText(value: string, start: number, end: number): YamlText {
    const header = this.#text.indexOf('\n', start);
    const body = header < 0 ? end : header + 1;
    const lead = /^\s*/.exec(this.#text.slice(body, end))?.[0].length ?? 0;
    const from = Math.min(body + lead, end);
    const isOneLine = !/\n./s.test(value.trimEnd());
    const to = isOneLine ? from + this.#text.slice(from, end).trimEnd().length : end;
    return { from, to, value: isOneLine ? value.trim() : value, isPlain: false, isBlock: true };
  }

  #noteAnchors(root: Node): void {
    const anchors = new Map<string, Node>();
    this.walk(root, (node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) this.#targets.set(node, target);
      } else if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    });
  }

  #layers(node: unknown): Layer {
    const map = this.resolve(node);
    if (!isMap(map)) return { own: noEntries, merged: [] };
    const known = this.#maps.get(map);
    if (known !== undefined) return known;
    const own = new Map<string, YamlEntry>();
    const merged: Node[] = [];
    for (const { key, value } of map.items) {
      const keyText = this.text(key);
      if (keyText === undefined) continue;
      const child = isNode(value) ? value : undefined;
      if (keyText.value === '<<' && keyText.isPlain && child !== undefined) merged.push(child);
      else own.set(keyText.value, { key: keyText.value, keyText, value: child });
    }
    const layer = { own, merged };
    this.#maps.set(map, layer);
    return layer;
  }

  /** The maps that others merge, in the order in which they win; each once, so that a circle or a bomb ends. */
  #mergedLayers(merged: readonly Node[]): readonly Layer[] {
    const layers: Layer[] = [];
    const seen = new Set<Node>();
    const open = [...merged].reverse();
    for (let node = open.pop(); node !== undefined && seen.size < mostMerged; node = open.pop()) {
      const target = this.resolve(node);
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      if (isSeq(target)) open.push(...target.items.filter(isNode).slice(0, mostMerged).reverse());
      const layer = this.#layers(target);
      layers.push(layer);
      open.push(...layer.merged.slice(0, mostMerged).reverse());
    }
    return layers;
  }
}

/** A map's own entries, and the nodes that its `<<` keys hold. */
interface Layer {
  readonly own: ReadonlyMap<string, YamlEntry>;
  readonly merged: readonly Node[];
}

/** Most maps that one map merges, directly or through others. */
const mostMerged = 50;

const noEntries: ReadonlyMap<string, YamlEntry> = new Map();

function parse(text: string): readonly Document[] {
  const tokens = [...new Parser().parse(text)];
  if (tokens.some((token) => levelsOf(token) > mostLevels)) throw new TooDeepError();
  // All texts stay texts; the check for equal keys is quadratic; places in messages are never shown.
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokens)].slice(0, mostDocuments);
}

/** The most levels below a token, counted without recursion and no further than is allowed. */
function levelsOf(token: CST.Token): number {
  let level = 0;
  for (let layer: readonly CST.Token[] = [token]; layer.length > 0 && level <= mostLevels; level++)
    layer = layer.flatMap(insideOf);
  return level;
}

function insideOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].flatMap((each) => each ?? []));
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function childrenOf(node: Node): Node[] {
  if (isSeq(node)) return node.items.filter(isNode);
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => [key, value].filter(isNode));
}
