import { isSeq, type Node } from 'yaml';
import type { YamlFile, YamlText } from '../yaml/yamlTree.ts';

/** Top-level keys of CI that are no jobs (gitlab, lib/gitlab/ci/config/entry/root.rb). */
const noJobs = new Set([
  'image',
  'services',
  'stages',
  'types',
  'before_script',
  'after_script',
  'variables',
  'cache',
  'workflow',
  'include',
  'default',
  'spec',
]);

/** More templates than these one job does not extend; GitLab allows 11 levels. */
const mostTemplates = 40;

/** A job or a hidden template of a CI file, with what it takes from others of the file. */
export interface CiJob {
  readonly name: string;
  readonly isHidden: boolean;
  /** The job itself and what it extends, the first wins. */
  readonly layers: readonly Node[];
  /** Whether it extends something that another file defines. */
  readonly extendsUnknown: boolean;
}

/** The documents of a CI file, each by itself; a header (`spec: inputs:`) belongs to the one after it. */
export function ciDocuments(yaml: YamlFile): readonly CiFile[] {
  const [first, ...others] = yaml.roots;
  const hasHeader = others.length > 0 && yaml.entry(first, 'spec') !== undefined;
  const inputs = hasHeader ? yaml.get(first, 'spec', 'inputs') : undefined;
  return (hasHeader ? others : yaml.roots).map(
    (root, place) => new CiFile(yaml, root, place === 0 ? inputs : undefined),
  );
}

/** A document of CI: its jobs, `default` and global keywords. */
export class CiFile {
  readonly yaml: YamlFile;
  readonly root: Node;
  /** Those of the header document. */
  readonly inputs: Node | undefined;
  readonly jobs: readonly CiJob[];

  constructor(yaml: YamlFile, root: Node, inputs: Node | undefined) {
    this.yaml = yaml;
    this.root = root;
    this.inputs = inputs;
    this.jobs = [...yaml.entries(this.root)].flatMap(([name, { value }]) =>
      !noJobs.has(name) && yaml.isMap(value) ? [this.#job(name)] : [],
    );
  }

  /** A node, or what its `!reference [job, key …]` stands for, through several of them. */
  resolve(node: Node | undefined): Node | undefined {
    let current = this.yaml.resolve(node);
    for (let hops = 0; hops < 10 && isSeq(current) && current.tag === '!reference'; hops++) {
      const path = this.yaml.items(current).map((item) => this.yaml.text(item)?.value ?? '');
      current = this.yaml.get(this.root, ...path);
    }
    return current;
  }

  /** What a job says under a keyword: itself, or what it extends. Does not look at `default`. */
  own(job: CiJob, key: string): Node | undefined {
    for (const layer of job.layers) {
      const entry = this.yaml.entry(layer, key);
      if (entry !== undefined) return this.resolve(entry.value);
    }
    return undefined;
  }

  /** What a job gets under a keyword: its own, or the default unless it refuses it. */
  effective(job: CiJob, key: string): Node | undefined {
    if (job.layers.some((layer) => this.yaml.entry(layer, key) !== undefined)) return this.own(job, key);
    // A template of another file may have one of its own.
    if (job.extendsUnknown) return undefined;
    return this.#inherits(job, 'default', key) ? this.default(key) : undefined;
  }

  /** The image of a template whose name holds for a job that sets other keys of `image` itself: maps are merged deeply. */
  inheritedName(job: CiJob): Node | undefined {
    const images = job.layers.flatMap((layer) => this.resolve(this.yaml.get(layer, 'image')) ?? []);
    const [own] = images;
    if (own === undefined || !this.yaml.isMap(own) || this.yaml.entry(own, 'name') !== undefined)
      return undefined;
    return images.find((image) => this.yaml.entry(image, 'name') !== undefined);
  }

  /** `default:`, or the older keyword of the top level. */
  default(key: string): Node | undefined {
    const entry =
      this.yaml.entry(this.yaml.get(this.root, 'default'), key) ?? this.yaml.entry(this.root, key);
    return this.resolve(entry?.value);
  }

  /** The definitions of a variable that hold for a job, the winning one first: its own, those of templates, the global one. */
  variable(job: CiJob | undefined, name: string): Node | undefined {
    for (const layer of job?.layers ?? []) {
      const variables = this.resolve(this.yaml.get(layer, 'variables'));
      const entry = this.yaml.entry(variables, name);
      if (entry !== undefined) return entry.value;
    }
    if (job !== undefined && !this.#inherits(job, 'variables', name)) return undefined;
    return this.yaml.entry(this.resolve(this.yaml.get(this.root, 'variables')), name)?.value;
  }

  #inherits(job: CiJob, what: 'default' | 'variables', name: string): boolean {
    const rule = this.yaml.get(this.own(job, 'inherit'), what);
    if (rule === undefined) return true;
    if (this.yaml.isList(rule))
      return this.yaml.items(rule).some((item) => this.yaml.text(item)?.value === name);
    return this.yaml.text(rule)?.value !== 'false';
  }

  #job(name: string): CiJob {
    const layers: Node[] = [];
    const seen = new Set<string>();
    const open = [name];
    let extendsUnknown = false;
    for (let next = open.pop(); next !== undefined && seen.size < mostTemplates; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const layer = this.yaml.get(this.root, next);
      if (!this.yaml.isMap(layer) || layer === undefined) extendsUnknown = true;
      else {
        layers.push(layer);
        // The last one wins: it is taken from the end first.
        open.push(...this.#parents(layer));
      }
    }
    return {
      name,
      isHidden: name.startsWith('.'),
      layers,
      extendsUnknown: extendsUnknown || open.length > 0,
    };
  }

  #parents(layer: Node): readonly string[] {
    const parents = this.resolve(this.yaml.get(layer, 'extends'));
    const one = this.yaml.text(parents);
    const names = one === undefined ? this.yaml.items(parents).map((item) => this.yaml.text(item)) : [one];
    return names.slice(0, mostTemplates).flatMap((text: YamlText | undefined) => text?.value ?? []);
  }
}
