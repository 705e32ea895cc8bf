import type { Node } from 'yaml';
import type { Collected } from '../collected.ts';
import type { ReferenceRole } from '../reference.ts';
import { addText, templated } from './readKubernetes.ts';
import type { YamlFile } from './yamlTree.ts';

const scheme = 'docker://';

/**
 * GitHub's workflows and actions: `jobs.*.container`, `jobs.*.services.*.image`, steps that use `docker://…`, and an action that
 * runs `docker://…`. What stands in `${{ }}` is unknown.
 */
export function readWorkflow(yaml: YamlFile, collected: Collected): void {
  for (const root of yaml.roots) {
    for (const [name, { value }] of yaml.entries(yaml.get(root, 'jobs')))
      readJob(yaml, collected, name, value);
    const runs = yaml.get(root, 'runs');
    addDockerAction(yaml, collected, yaml.get(runs, 'image'), []);
    for (const step of yaml.items(yaml.get(runs, 'steps')))
      addDockerAction(yaml, collected, yaml.get(step, 'uses'), []);
  }
}

function readJob(yaml: YamlFile, collected: Collected, name: string, job: Node | undefined): void {
  const add = (node: Node | undefined, role: ReferenceRole): void =>
    addText(yaml, collected, { node, role, user: name });
  const container = yaml.get(job, 'container');
  add(yaml.isMap(container) ? yaml.get(container, 'image') : container, 'container');
  for (const { value } of yaml.entries(yaml.get(job, 'services')).values())
    add(yaml.get(value, 'image'), 'service');
  for (const step of yaml.items(yaml.get(job, 'steps')))
    addDockerAction(yaml, collected, yaml.get(step, 'uses'), [name]);
}

function addDockerAction(
  yaml: YamlFile,
  collected: Collected,
  node: Node | undefined,
  users: readonly string[],
): void {
  const text = yaml.text(node);
  if (!text?.value.startsWith(scheme)) return;
  collected.add({
    ...text,
    role: 'dockerAction',
    expansions: [templated(text.value.slice(scheme.length))],
    users,
  });
}
