import type { Collected } from '../collected.ts';
import { readGitlabCi } from '../ci/readGitlabCi.ts';
import type { FileKind, ReferenceContext } from '../reference.ts';
import { readCompose } from './readCompose.ts';
import { readHelmValues } from './readHelmValues.ts';
import { readKubernetes } from './readKubernetes.ts';
import { readKustomization } from './readKustomization.ts';
import { readVariables } from './readVariables.ts';
import { readWorkflow } from './readWorkflow.ts';
import { YamlFile } from './yamlTree.ts';

type YamlKind = 'compose' | 'gitlab-ci' | 'kubernetes' | 'helm-values' | 'kustomization' | 'workflow';

/** Reads a YAML file as the kind that its name tells, or else its content. A template of a chart is no YAML yet. */
export function readYaml(
  byName: YamlKind | 'yaml',
  collected: Collected,
  context: ReferenceContext,
): FileKind | undefined {
  if (byName === 'yaml' && isTemplate(collected.source.text)) return undefined;
  const yaml = new YamlFile(collected.source.text);
  const kind = byName === 'yaml' ? kindByContent(yaml) : byName;
  if (kind === undefined) return undefined;
  readers[kind](yaml, collected, context);
  readVariables(yaml, collected, context);
  return kind;
}

const readers: Readonly<
  Record<YamlKind, (yaml: YamlFile, collected: Collected, context: ReferenceContext) => void>
> = {
  compose: (yaml, collected, { env }) => readCompose(yaml, collected, env),
  'gitlab-ci': (yaml, collected, { project }) => readGitlabCi(yaml, collected, project),
  kubernetes: readKubernetes,
  'helm-values': readHelmValues,
  kustomization: readKustomization,
  workflow: readWorkflow,
};

/** Whether lines of the text begin with an action of Go's templates. */
function isTemplate(text: string): boolean {
  return text.split('\n').some((line) => line.trimStart().startsWith('{{'));
}

/** Objects of Kubernetes say their version and kind; a kustomization does, too. */
function objectKind(yaml: YamlFile): YamlKind | undefined {
  const [root] = yaml.roots;
  const isObject = yaml.roots.some(
    (each) => yaml.entry(each, 'apiVersion') !== undefined && yaml.entry(each, 'kind') !== undefined,
  );
  if (!isObject) return undefined;
  const version = yaml.text(yaml.get(root, 'apiVersion'))?.value ?? '';
  return version.startsWith('kustomize.config.k8s.io/') ? 'kustomization' : 'kubernetes';
}

function kindByContent(yaml: YamlFile): YamlKind | undefined {
  const [root] = yaml.roots;
  const has = (...keys: readonly string[]): boolean =>
    keys.every((key) => yaml.entry(root, key) !== undefined);
  const object = objectKind(yaml);
  if (object !== undefined) return object;
  if (has('jobs', 'on') || has('runs', 'name')) return 'workflow';
  const services = [...yaml.entries(yaml.get(root, 'services')).values()];
  if (
    services.some(
      ({ value }) => yaml.entry(value, 'image') !== undefined || yaml.entry(value, 'build') !== undefined,
    )
  )
    return 'compose';
  if (yaml.items(yaml.get(root, 'images')).some((image) => yaml.entry(image, 'name') !== undefined))
    return 'kustomization';
  if (isCi(yaml)) return 'gitlab-ci';
  return hasImageMap(yaml) ? 'helm-values' : undefined;
}

/** An included file of CI has no name of its own: it has jobs, or stages, or the keywords that only CI has. */
function isCi(yaml: YamlFile): boolean {
  return yaml.roots
    .slice(0, 2)
    .some((root) =>
      [...yaml.entries(root)].some(
        ([key, { value }]) =>
          (key === 'stages' && yaml.isList(value)) ||
          ['script', 'trigger', 'extends'].some((word) => yaml.entry(value, word) !== undefined) ||
          (key === 'default' && yaml.entry(value, 'image') !== undefined),
      ),
    );
}

/** Values of a chart under another name (`-f production.yaml`): below a key that ends in `image`, a map with `repository`. */
function hasImageMap(yaml: YamlFile): boolean {
  let isThere = false;
  for (const root of yaml.roots)
    yaml.walk(root, (node) => {
      if (isThere || !yaml.isMap(node)) return;
      for (const [key, { value }] of yaml.ownEntries(node))
        if (/image$/i.test(key) && yaml.entry(value, 'repository') !== undefined) isThere = true;
    });
  return isThere;
}
