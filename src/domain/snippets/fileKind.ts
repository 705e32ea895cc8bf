/** What a file is to someone who writes an image's reference into it. */
export type FileKind =
  'dockerfile' | 'compose' | 'ci' | 'kubernetes' | 'helmValues' | 'devcontainer' | 'shell' | 'other';

interface FileFacts {
  /** With slashes. */
  readonly path: string;
  /** VS Code's. */
  readonly languageId: string;
  /** Its beginning is enough. */
  readonly text: string;
}

const byName: readonly (readonly [RegExp, FileKind])[] = [
  [/^(?:dockerfile|containerfile)(?:\..+)?$|\.(?:dockerfile|containerfile)$/, 'dockerfile'],
  [/gitlab-ci\.ya?ml$/, 'ci'],
  [/^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/, 'compose'],
  [/^\.?devcontainer\.json$/, 'devcontainer'],
  [/^values(?:[.-].*)?\.ya?ml$/, 'helmValues'],
  [/\.(?:sh|bash|zsh|ksh|ps1|bat|cmd)$/, 'shell'],
];

const byLanguage: Readonly<Record<string, FileKind>> = {
  dockerfile: 'dockerfile',
  dockercompose: 'compose',
  shellscript: 'shell',
  powershell: 'shell',
  bat: 'shell',
};

/** Tells by the name, else by the language, else, for YAML, by what is in it. */
export function fileKindOf({ path, languageId, text }: FileFacts): FileKind {
  const name = path.split('/').at(-1)?.toLowerCase() ?? '';
  const named = byName.find(([pattern]) => pattern.test(name))?.[1] ?? byLanguage[languageId];
  if (named !== undefined) return named;
  const isYaml = /\.ya?ml$/.test(name) || languageId === 'yaml';
  return isYaml ? kindOfYaml(path, text.slice(0, 20_000)) : 'other';
}

function kindOfYaml(path: string, head: string): FileKind {
  if (path.includes('/.gitlab/ci/')) return 'ci';
  return /^apiVersion:/m.test(head) && /^kind:/m.test(head) ? 'kubernetes' : 'other';
}
