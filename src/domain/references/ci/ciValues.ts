import type { Node } from 'yaml';
import type { CiFile, CiJob } from './ciJobs.ts';
import { expandCi } from './expandCi.ts';
import { known, longestValue, unknownMark, unknownValue, type Expansion } from '../expansion.ts';
import type { YamlText } from '../yaml/yamlTree.ts';
import { changedByYaml } from '../yaml/yamlNumber.ts';

/** Most combinations of a matrix, and of what rules set, that are looked at for one job. */
const mostVariants = 64;

/** Values that a matrix or a rule gives for one run of a job. */
type Variant = ReadonlyMap<string, YamlText>;

/** What the values of a CI file were made of, for hovers and complaints. */
export interface CiUse {
  /** Definitions in the file that images depend on. */
  readonly texts: Set<YamlText>;
  readonly predefined: Set<string>;
}

/** The values of variables in the jobs of a CI file. */
export class CiValues {
  readonly #file: CiFile;
  readonly #predefined: ReadonlyMap<string, string>;
  /** Values that are worked out at most: a file in which all depends on all ends as unknown. */
  #budget = 300_000;
  readonly #variants = new Map<CiJob, readonly Variant[] | undefined>();

  constructor(file: CiFile, predefined: ReadonlyMap<string, string>) {
    this.#file = file;
    this.#predefined = predefined;
  }

  /**
   * What a text means in a job (`undefined`: outside of one): several where a matrix or rules set several. A value that the file
   * does not state, or that too many combinations may give, is unknown.
   */
  expand(text: string, job: CiJob | undefined, use: CiUse): readonly Expansion[] {
    const plain = this.#withInputs(text);
    if (!plain.text.includes('$')) return [plain];
    const variants = job === undefined ? [noVariant] : this.#variantsOf(job);
    if (variants === undefined) return [{ text: unknownMark, unknown: namesIn(text) }];
    const all = variants.map((variant) => {
      const expansion = this.#expandIn(plain.text, { job, variant, use, open: [], values: new Map() });
      return { text: expansion.text, unknown: [...new Set([...plain.unknown, ...expansion.unknown])] };
    });
    return [...new Map(all.map((each) => [each.text + each.unknown.join(), each])).values()];
  }

  #expandIn(text: string, scope: Scope): Expansion {
    return expandCi(text, (name) => this.#value(name, scope));
  }

  #value(name: string, scope: Scope): Expansion | undefined {
    // A variable that names itself, directly or not, or a chain that no person writes.
    if (scope.open.includes(name) || scope.open.length > 20) return unknownValue(name);
    const before = scope.values.get(name);
    if (before !== undefined) return before;
    const value = this.#budget-- > 0 ? this.#newValue(name, scope) : unknownValue(name);
    if (value !== undefined) scope.values.set(name, value);
    return value;
  }

  #newValue(name: string, scope: Scope): Expansion | undefined {
    const variant = scope.variant.get(name);
    const node = variant === undefined ? this.#file.variable(scope.job, name) : undefined;
    const text = variant ?? this.#text(node);
    if (text === undefined)
      return node === undefined ? this.#predefinedValue(name, scope) : unknownValue(name);
    scope.use.texts.add(text);
    if (text.value.length > longestValue) return unknownValue(name);
    const value = (text.isPlain ? changedByYaml(text.value, 'ruby') : undefined) ?? text.value;
    if (this.#isRaw(node)) return known(value);
    const inputs = this.#withInputs(value);
    const expansion = this.#expandIn(inputs.text, { ...scope, open: [...scope.open, name] });
    return { text: expansion.text, unknown: [...inputs.unknown, ...expansion.unknown] };
  }

  #predefinedValue(name: string, { job, use }: Scope): Expansion | undefined {
    if (name === 'CI_JOB_NAME' && job !== undefined && !job.isHidden) return known(job.name);
    const value = this.#predefined.get(name);
    if (value === undefined) return undefined;
    use.predefined.add(name);
    return known(value);
  }

  /** `variables: X: v`, or the long form with `value`. */
  #text(node: Node | undefined): YamlText | undefined {
    const resolved = this.#file.resolve(node);
    return this.#file.yaml.text(resolved) ?? this.#file.yaml.text(this.#file.yaml.get(resolved, 'value'));
  }

  #isRaw(node: Node | undefined): boolean {
    return this.#file.yaml.text(this.#file.yaml.get(node, 'expand'))?.value === 'false';
  }

  /** `$[[ inputs.x ]]` becomes the input's default; without one, or with a function, it is unknown. */
  #withInputs(text: string): Expansion {
    if (!text.includes('$[[')) return known(text);
    const unknown: string[] = [];
    const replaced = text.replace(/\$\[\[([^\]]*)\]\]/g, (_, inside: string) => {
      const [, name = ''] = /^\s*inputs\.([\w-]+)\s*(?:\|\s*expand_vars\s*)?$/.exec(inside) ?? [];
      const { yaml } = this.#file;
      const fallback = name === '' ? undefined : yaml.text(yaml.get(this.#file.inputs, name, 'default'));
      if (fallback !== undefined) return fallback.value;
      unknown.push(inside.trim());
      return unknownMark;
    });
    return { text: replaced, unknown };
  }

  #variantsOf(job: CiJob): readonly Variant[] | undefined {
    if (!this.#variants.has(job)) this.#variants.set(job, this.#readVariants(job));
    return this.#variants.get(job);
  }

  #readVariants(job: CiJob): readonly Variant[] | undefined {
    const { yaml } = this.#file;
    const parallel = this.#file.own(job, 'parallel');
    const matrix = yaml
      .items(this.#file.resolve(yaml.get(parallel, 'matrix')))
      .map((entry) => this.#combinations(entry));
    const rules = yaml.items(this.#file.own(job, 'rules')).flatMap((rule) => this.#ruleVariables(rule));
    if (matrix.some((each) => each === undefined)) return undefined;
    const runs = matrix.flatMap((each) => each ?? []);
    const bases = runs.length === 0 ? [noVariant] : runs;
    if (bases.length * (rules.length + 1) > mostVariants) return undefined;
    return bases.flatMap((base) => [base, ...rules.map((rule) => new Map([...base, ...rule]))]);
  }

  #combinations(entry: Node): readonly Variant[] | undefined {
    const { yaml } = this.#file;
    let all: Variant[] = [new Map()];
    for (const [name, { value }] of yaml.entries(entry)) {
      const one = yaml.text(value);
      const values = one === undefined ? yaml.items(value).flatMap((item) => yaml.text(item) ?? []) : [one];
      if (values.length * all.length > mostVariants) return undefined;
      all = all.flatMap((base) => values.map((text) => new Map(base).set(name, text)));
    }
    return all;
  }

  #ruleVariables(rule: Node): readonly Variant[] {
    const { yaml } = this.#file;
    const entries = [...yaml.entries(this.#file.resolve(yaml.get(rule, 'variables')))];
    const texts = entries.flatMap(([name, { value }]): readonly (readonly [string, YamlText])[] => {
      const text = this.#text(value);
      return text === undefined ? [] : [[name, text]];
    });
    return texts.length === 0 ? [] : [new Map(texts)];
  }
}

interface Scope {
  readonly job: CiJob | undefined;
  readonly variant: Variant;
  readonly use: CiUse;
  /** The variables whose values are being put in. */
  readonly open: readonly string[];
  /** Those that are put in already. */
  readonly values: Map<string, Expansion>;
}

const noVariant: Variant = new Map();

function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name))];
}
