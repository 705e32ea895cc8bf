import { quoted } from './shellWord.ts';

/** The programs for which pull commands are offered. */
export const pullTools = ['docker', 'podman', 'nerdctl', 'crane', 'skopeo'] as const;

export type PullTool = (typeof pullTools)[number];

/**
 * The command line that fetches an image. `reference` is quoted for a POSIX shell should it hold anything unusual.
 * crane and skopeo have no local image store, so theirs write a tar archive named after the image.
 */
export function pullCommand(tool: PullTool, reference: string): string {
  const word = quoted(reference);
  const archive = `${archiveName(reference)}.tar`;
  if (tool === 'crane') return `crane pull ${word} ${archive}`;
  if (tool === 'skopeo') return `skopeo copy docker://${word} docker-archive:${archive}`;
  return `${tool} pull ${word}`;
}

/** `registry:5000/group/app:1.0` → `app-1.0`; a digest is shortened to 12 characters. */
function archiveName(reference: string): string {
  const last = reference.split('/').at(-1) ?? '';
  const short = last.replace(/@sha256:([0-9a-f]{12})[0-9a-f]*/, '-$1');
  return short.replace(/[^\w.-]+/g, '-');
}
