import { parseTree, type Node } from 'jsonc-parser';
import { bakeTokens, type BakeToken } from './bakeTokens.ts';
import type { Stretch } from '../collected.ts';
import { insideQuotes } from '../readDevcontainer.ts';
import { refuseDeepJson } from '../tooDeep.ts';

/** A value of a bake file as far as images need it. */
export type BakeValue =
  | (Stretch & { readonly kind: 'string'; readonly text: string })
  | { readonly kind: 'list'; readonly items: readonly BakeValue[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, BakeValue])[] }
  /** A function, a condition, a bare name: what is inside may hold images, what it gives is not known. */
  | { readonly kind: 'expression' };

/** `target "name" { … }`, `variable "X" { … }`. */
export interface BakeBlock {
  readonly type: string;
  readonly name: string;
  readonly attributes: readonly (readonly [string, BakeValue])[];
}

const deepest = 100;
const expression: BakeValue = { kind: 'expression' };

/** The blocks of a bake file in HCL. */
export function hclBlocks(text: string): readonly BakeBlock[] {
  return new HclReader(bakeTokens(text)).blocks();
}

class HclReader {
  readonly #tokens: readonly BakeToken[];
  #at = 0;

  constructor(tokens: readonly BakeToken[]) {
    this.#tokens = tokens;
  }

  blocks(): readonly BakeBlock[] {
    const blocks: BakeBlock[] = [];
    while (this.#at < this.#tokens.length) {
      const [type, name, brace] = this.#tokens.slice(this.#at, this.#at + 3);
      if (type?.kind === 'name' && (name?.kind === 'string' || name?.kind === 'name') && isSign(brace, '{')) {
        this.#at += 3;
        blocks.push({ type: type.text, name: name.text, attributes: this.#attributes(0) });
      } else this.#skipOne(0);
    }
    return blocks;
  }

  /** `name = value` up to the closing brace; also of maps, whose keys may be strings and whose sign may be `:`. */
  #attributes(depth: number): readonly (readonly [string, BakeValue])[] {
    const attributes: (readonly [string, BakeValue])[] = [];
    while (this.#at < this.#tokens.length && !isSign(this.#peek(), '}')) {
      const [key, sign] = this.#tokens.slice(this.#at, this.#at + 2);
      const isKey = key?.kind === 'name' || key?.kind === 'string';
      if (isKey && (isSign(sign, '=') || isSign(sign, ':'))) {
        this.#at += 2;
        attributes.push([key.text, this.#value(depth)]);
      } else this.#skipOne(depth);
    }
    this.#at++;
    return attributes;
  }

  #value(depth: number): BakeValue {
    const token = this.#peek();
    if (token === undefined || depth > deepest) return this.#rest(expression);
    if (isSign(token, '[')) {
      this.#at++;
      return this.#isLoop()
        ? this.#rest(expression, 1)
        : this.#rest({ kind: 'list', items: this.#items(depth) });
    }
    if (isSign(token, '{')) {
      this.#at++;
      return this.#isLoop()
        ? this.#rest(expression, 1)
        : this.#rest({ kind: 'map', entries: this.#attributes(depth + 1) });
    }
    if (token.kind !== 'string') return this.#rest(expression);
    this.#at++;
    return this.#rest({ kind: 'string', text: token.text, from: token.from, to: token.to });
  }

  #items(depth: number): readonly BakeValue[] {
    const items: BakeValue[] = [];
    while (this.#at < this.#tokens.length && !isSign(this.#peek(), ']')) {
      if (isSign(this.#peek(), ',')) this.#at++;
      else items.push(this.#value(depth + 1));
    }
    this.#at++;
    return items;
  }

  /** `[for x in y : …]`. */
  #isLoop(): boolean {
    const token = this.#peek();
    return token?.kind === 'name' && token.text === 'for';
  }

  /**
   * Where more than the value follows before the next comma or attribute (an operator, a condition, the rest of a call), it was a part
   * of an expression, which is passed.
   * @param open Brackets that are open already.
   */
  #rest(value: BakeValue, open = 0): BakeValue {
    let depth = open;
    let passed = 0;
    for (; this.#at < this.#tokens.length; this.#at++, passed++) {
      const token = this.#peek();
      if (depth === 0 && (this.#isEnd(token) || this.#isNextAttribute())) break;
      depth += depthChange(token);
    }
    return passed === 0 ? value : expression;
  }

  #isEnd(token: BakeToken | undefined): boolean {
    return token?.kind === 'sign' && [',', ']', '}', ')'].includes(token.text);
  }

  #isNextAttribute(): boolean {
    const [key, sign, then] = this.#tokens.slice(this.#at, this.#at + 3);
    return (key?.kind === 'name' || key?.kind === 'string') && isSign(sign, '=') && !isSign(then, '=');
  }

  #skipOne(depth: number): void {
    const token = this.#peek();
    this.#at++;
    if (isSign(token, '{') && depth < deepest) this.#attributes(depth + 1);
  }

  #peek(): BakeToken | undefined {
    return this.#tokens[this.#at];
  }
}

function depthChange(token: BakeToken | undefined): number {
  if (token?.kind !== 'sign') return 0;
  if (['(', '[', '{'].includes(token.text)) return 1;
  return [')', ']', '}'].includes(token.text) ? -1 : 0;
}

function isSign(token: BakeToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

/** The blocks of a bake file in JSON: `{"target": {"name": {…}}, "variable": {…}}`. */
export function jsonBlocks(text: string): readonly BakeBlock[] {
  refuseDeepJson(text);
  const value = jsonValue(text, parseTree(text), 0);
  if (value?.kind !== 'map') return [];
  return value.entries.flatMap(([type, named]) =>
    named.kind !== 'map'
      ? []
      : named.entries.map(([name, block]) => ({
          type,
          name,
          attributes: block.kind === 'map' ? block.entries : [],
        })),
  );
}

function jsonValue(text: string, node: Node | undefined, depth: number): BakeValue | undefined {
  if (node === undefined || depth > deepest) return undefined;
  const children = node.children ?? [];
  if (node.type === 'array')
    return { kind: 'list', items: children.flatMap((child) => jsonValue(text, child, depth + 1) ?? []) };
  if (node.type === 'object')
    return {
      kind: 'map',
      entries: children.flatMap(
        ({ children: [key, value] = [] }): readonly (readonly [string, BakeValue])[] => {
          const inner = jsonValue(text, value, depth + 1);
          return inner === undefined || typeof key?.value !== 'string' ? [] : [[key.value, inner]];
        },
      ),
    };
  return typeof node.value === 'string'
    ? { kind: 'string', text: node.value, ...insideQuotes(text, node) }
    : expression;
}
