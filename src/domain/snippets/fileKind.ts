import { kindByName } from '../references/fileKind.ts';
import type { FileKind as ReferenceFileKind } from '../references/reference.ts';

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

const kinds: Readonly<Record<ReferenceFileKind, FileKind>> = {
  dockerfile: 'dockerfile',
  compose: 'compose',
  'gitlab-ci': 'ci',
  kubernetes: 'kubernetes',
  'helm-values': 'helmValues',
  devcontainer: 'devcontainer',
  kustomization: 'other',
  bake: 'other',
  workflow: 'other',
  text: 'other',
};

/** Tells by the name or the language, as the reader of references does, else, for YAML, by what is in it. */
export function fileKindOf({ path, languageId, text }: FileFacts): FileKind {
  if (
    /\.(?:sh|bash|zsh|ksh|ps1|bat|cmd)$/i.test(path) ||
    ['shellscript', 'powershell', 'bat'].includes(languageId)
  )
    return 'shell';
  const kind = kindByName(path, languageId);
  if (kind === 'yaml') return kindOfYaml(path, text.slice(0, 20_000));
  return kind === undefined ? 'other' : kinds[kind];
}

function kindOfYaml(path: string, head: string): FileKind {
  if (path.includes('/.gitlab/ci/')) return 'ci';
  return /^apiVersion:/m.test(head) && /^kind:/m.test(head) ? 'kubernetes' : 'other';
}
