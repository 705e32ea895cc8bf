import type { FileKind } from './reference.ts';

const named: readonly (readonly [RegExp, FileKind])[] = [
  [/^(?:docker|container)file(?:$|[._-])|\.(?:docker|container)file$|\.docker$/i, 'dockerfile'],
  [/^(?:docker-)?bake(?:[.-][^/]*)?\.(?:hcl|json)$/i, 'bake'],
  [/\.?gitlab-ci(?:\.[^/]*)?\.ya?ml$/i, 'gitlab-ci'],
  [/^kustomization(?:\.ya?ml)?$/i, 'kustomization'],
  [/^\.?devcontainer\.json$/i, 'devcontainer'],
  [/^action\.ya?ml$/i, 'workflow'],
  [/^(?:[^/]*docker[^/]*)?compose[^/]*\.ya?ml$/i, 'compose'],
  [/(?:^|[._-])values[^/]*\.ya?ml$/i, 'helm-values'],
  [/^\.env(?:\.[^/]*)?$|\.env$|\.(?:sh|bash|zsh|mk|ps1)$|^makefile$|^justfile$/i, 'text'],
];

const byLanguage: Readonly<Record<string, FileKind>> = {
  dockerfile: 'dockerfile',
  dockercompose: 'compose',
  dockerbake: 'bake',
  shellscript: 'text',
  makefile: 'text',
};

/**
 * The kind of a file by its name alone; `yaml` where only the content can tell (a manifest of Kubernetes, an included file of CI).
 * `undefined`: no image is looked for in it.
 */
export function kindByName(path: string, languageId = ''): FileKind | 'yaml' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return 'workflow';
  const byName = named.find(([pattern]) => pattern.test(name))?.[1];
  if (byName !== undefined) return byName;
  return byLanguage[languageId] ?? (/\.ya?ml$/i.test(name) || languageId === 'yaml' ? 'yaml' : undefined);
}
