import type { Node } from 'yaml';
import { Collected, type Stretch } from '../collected.ts';
import { readDotenv } from '../docker/dotenv.ts';
import { expandShell } from '../docker/expandShell.ts';
import { unknownMark, type Expansion } from '../expansion.ts';
import { readDockerfile } from '../docker/readDockerfile.ts';
import type { ReferenceRole } from '../reference.ts';
import { SourceText } from '../sourceText.ts';
import type { YamlFile, YamlText } from './yamlTree.ts';

/**
 * Compose (compose-spec, spec.md; compose-go, template/template.go): images of services, image volumes, what a build takes, gives
 * and caches, a Dockerfile written in the file, models. Values come from the text and from `.env` beside it, which the shell may
 * override.
 */
export function readCompose(yaml: YamlFile, collected: Collected, env: string | undefined): void {
  const reader = new ComposeReader(yaml, collected, env);
  for (const root of yaml.roots) reader.read(root);
}

interface Place {
  readonly role: ReferenceRole;
  readonly user: string;
  readonly isBuilt?: boolean;
}

class ComposeReader {
  readonly #yaml: YamlFile;
  readonly #collected: Collected;
  readonly #env: ReadonlyMap<string, Expansion>;

  constructor(yaml: YamlFile, collected: Collected, env: string | undefined) {
    this.#yaml = yaml;
    this.#collected = collected;
    this.#env = env === undefined ? new Map() : readDotenv(env);
  }

  read(root: Node): void {
    const yaml = this.#yaml;
    for (const [name, { value }] of yaml.entries(yaml.get(root, 'services'))) this.#readService(name, value);
    for (const [name, { value }] of yaml.entries(yaml.get(root, 'models')))
      this.#add(yaml.get(value, 'model'), { role: 'model', user: name });
  }

  #readService(user: string, service: Node | undefined): void {
    const yaml = this.#yaml;
    const build = yaml.get(service, 'build');
    const isBuilt = yaml.isMap(build) || (yaml.text(build)?.value ?? '') !== '';
    this.#add(yaml.get(service, 'image'), { role: 'image', user, isBuilt });
    for (const volume of yaml.items(yaml.get(service, 'volumes')))
      if (yaml.text(yaml.get(volume, 'type'))?.value === 'image')
        this.#add(yaml.get(volume, 'source'), { role: 'imageVolume', user });
    if (yaml.isMap(build)) this.#readBuild(user, build);
  }

  #readBuild(user: string, build: Node | undefined): void {
    const yaml = this.#yaml;
    for (const key of ['cache_from', 'cache_to'])
      for (const item of yaml.items(yaml.get(build, key))) this.#addCache(item, user);
    for (const item of yaml.items(yaml.get(build, 'tags'))) this.#add(item, { role: 'tag', user });
    const contexts = yaml.get(build, 'additional_contexts');
    for (const { value } of yaml.entries(contexts).values()) this.#addContext(value, user);
    for (const item of yaml.items(contexts)) this.#addContext(item, user);
    this.#readInline(yaml.text(yaml.get(build, 'dockerfile_inline')), user);
  }

  #add(node: Node | undefined, place: Place): void {
    const text = this.#yaml.text(node);
    if (text !== undefined) this.#addText(text.value, text, place);
  }

  #addText(value: string, stretch: Stretch, { role, user, isBuilt = false }: Place): void {
    const fromEnv = new Set<string>();
    const expansion = expandShell(value, {
      escape: '$',
      lookup: (name) => {
        const found = this.#env.get(name);
        if (found !== undefined) fromEnv.add(name);
        return found;
      },
    });
    this.#collected.add({
      from: stretch.from,
      to: stretch.to,
      role,
      expansions: [expansion],
      users: [user],
      isBuilt,
      valuesFrom: [...fromEnv].map((name) => ({ name, from: 'env' as const })),
    });
  }

  /** A plain reference, or `type=registry,ref=<reference>,…`. */
  #addCache(node: Node, user: string): void {
    const text = this.#yaml.text(node);
    if (text === undefined) return;
    const inside = cacheReference(text.value);
    if (inside !== undefined) this.#addInside(text, inside, { role: 'cache', user });
  }

  /** `docker-image://<reference>`, also as `name=docker-image://<reference>`. */
  #addContext(node: Node | undefined, user: string): void {
    const text = this.#yaml.text(node);
    const [, lead = '', value = ''] = /^([^/]*docker-image:\/\/)(.+)$/s.exec(text?.value ?? '') ?? [];
    if (text === undefined || value === '') return;
    const at = lead.length - scheme.length;
    this.#addInside(text, { at, value: text.value.slice(at) }, { role: 'context', user });
  }

  /** Only where the text stands in the file as it is: without escapes, in one line. */
  #addInside(text: YamlText, { at, value }: Inside, place: Place): void {
    const source = this.#collected.source.text.slice(text.from, text.to);
    if (source !== text.value) return;
    const from = text.from + at;
    this.#addText(value.replace(/^docker-image:\/\//, ''), { from, to: from + value.length }, place);
  }

  /** A Dockerfile in a block: read by itself, without the indentation, and put back in its place. */
  #readInline(text: YamlText | undefined, user: string): void {
    if (!text?.isBlock) return;
    const { source } = this.#collected;
    const first = source.position(text.from);
    const indent = first.character;
    const body = source.text.slice(source.startOfLine(first.line), text.to);
    const lines = body.split('\n');
    const inner = new Collected(new SourceText(lines.map((line) => line.slice(indent)).join('\n')));
    readDockerfile(inner);
    for (const { range, role, expanded, text: found } of inner.references()) {
      if (range.start.line !== range.end.line) continue;
      const from = source.startOfLine(first.line + range.start.line) + indent + range.start.character;
      // `$` is compose's own here, so that what the Dockerfile gets to see is another text.
      const isSure = expanded !== undefined && !body.includes('$');
      const expansion = isSure ? { text: expanded, unknown: [] } : this.#plainOnly(found);
      this.#collected.add({ from, to: from + found.length, role, expansions: [expansion], users: [user] });
    }
  }

  #plainOnly(text: string): Expansion {
    return text.includes('$') ? { text: unknownMark, unknown: ['dockerfile_inline'] } : { text, unknown: [] };
  }
}

const scheme = 'docker-image://';

/** A part of a text, from a place on. */
export interface Inside {
  readonly at: number;
  readonly value: string;
}

/** The reference in an entry of a build's cache; `undefined` where the cache is in no registry. */
export function cacheReference(text: string): Inside | undefined {
  if (!/(?:^|,)\s*[a-z-]+=/.test(text)) return { at: 0, value: text };
  if (/(?:^|,)\s*type=(?!registry\s*(?:,|$))/.test(text)) return undefined;
  const match = /(?:^|,)\s*ref=([^,]+)/.exec(text);
  const value = match?.[1] ?? '';
  return match === null || value === ''
    ? undefined
    : { at: match.index + match[0].length - value.length, value };
}
