import { formatImageReference } from '../imageReference.ts';
import type { PullTool } from './pullCommand.ts';
import { namesOf, platformArgument, repositoryOf, type SnippetImage } from './snippetImage.ts';

/** The programs that can run an image. */
export const runTools = ['docker', 'podman', 'nerdctl'] as const;

export type RunTool = (typeof runTools)[number];

/** What is done with a Helm chart. */
export type ChartAct = 'pull' | 'install';

/**
 * The program and its arguments that fetch an image, each as the program gets it: for starting it without a shell. crane and
 * skopeo have no local image store, so theirs write a tar archive named after the image.
 */
export function pullArguments(tool: PullTool, image: SnippetImage): readonly string[] {
  const archive = `${archiveName(image)}.tar`;
  if (tool === 'skopeo')
    return ['skopeo', ...overrides(image), 'copy', `docker://${oneOf(image)}`, `docker-archive:${archive}`];
  const head = [tool, 'pull', ...platformOption(image), formatImageReference(image)];
  return tool === 'crane' ? [...head, archive] : head;
}

/** The program and its arguments that run an image once, in the terminal. */
export function runArguments(tool: RunTool, image: SnippetImage): readonly string[] {
  return [tool, 'run', '--rm', '-it', ...platformOption(image), formatImageReference(image)];
}

/** Helm reads a chart by its version, in which a tag's `_` stands for `+`. Source: helm.sh/docs/topics/registries. */
export function chartArguments(act: ChartAct, image: SnippetImage): readonly string[] {
  const chart = `oci://${repositoryOf(image)}`;
  const [name = ''] = namesOf([image]);
  const head = act === 'pull' ? ['helm', 'pull'] : ['helm', 'upgrade', '--install', name];
  if (image.digest !== undefined) return [...head, `${chart}@${image.digest}`];
  const version = image.tag?.replaceAll('_', '+');
  return [...head, chart, ...(version === undefined ? [] : ['--version', version])];
}

/** Words as one line for a POSIX shell or PowerShell: what is not plain stands in single quotes. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w.:/@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

function platformOption({ platform }: SnippetImage): readonly string[] {
  const argument = platform && platformArgument(platform);
  return argument === undefined ? [] : ['--platform', argument];
}

/** skopeo takes the platform before its command, in parts. */
function overrides({ platform }: SnippetImage): readonly string[] {
  if (platform === undefined || platformArgument(platform) === undefined) return [];
  const { os, architecture, variant = '' } = platform;
  const last = variant === '' ? [] : ['--override-variant', variant];
  return ['--override-os', os, '--override-arch', architecture, ...last];
}

/** skopeo refuses a reference with both a tag and a digest; the digest says more. */
function oneOf(image: SnippetImage): string {
  const { host, path, digest } = image;
  return formatImageReference(digest === undefined ? image : { host, path, digest });
}

/** `registry:5000/group/app:1.0` → `app-1.0`; a digest is shortened to 12 characters. */
function archiveName({ path, tag, digest }: SnippetImage): string {
  const short = tag ?? digest?.replace(/^.*:/, '').slice(0, 12) ?? 'latest';
  return `${path.split('/').at(-1) ?? ''}-${short}`.replace(/[^\w.-]+/g, '-');
}
