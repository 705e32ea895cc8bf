import { formatImageReference } from '../imageReference.ts';
import { namesOf, platformArgument, repositoryOf, type SnippetImage } from './snippetImage.ts';

/** Lines of a Dockerfile, one for each image. */
export function fromLines(images: readonly SnippetImage[]): string {
  return lines(
    images.map((image) => {
      const platform = argumentOf(image);
      return `FROM ${platform === undefined ? '' : `--platform=${platform} `}${formatImageReference(image)}`;
    }),
  );
}

/** A whole compose file: a service for each image. Source: compose-spec, services. */
export function composeServices(images: readonly SnippetImage[]): string {
  const names = namesOf(images);
  const services = images.flatMap((image, at) => {
    const platform = argumentOf(image);
    return [
      `  ${names[at] ?? ''}:`,
      `    image: ${yamlText(formatImageReference(image))}`,
      ...(platform === undefined ? [] : [`    platform: ${platform}`]),
    ];
  });
  return lines(['services:', ...services]);
}

/** `image:` of a CI job; several images become a hidden job each, for `extends`. Source: GitLab CI/CD YAML, image. */
export function ciImage(images: readonly SnippetImage[]): string {
  const [only] = images;
  if (images.length === 1 && only !== undefined) return lines(ciImageLines(only));
  const names = namesOf(images);
  return lines(
    images.flatMap((image, at) => [
      `.${names[at] ?? ''}:`,
      ...ciImageLines(image).map((line) => `  ${line}`),
    ]),
  );
}

/** `services:` of a CI job, reachable by a name each. Source: GitLab CI/CD YAML, services. */
export function ciServices(images: readonly SnippetImage[]): string {
  const names = namesOf(images);
  const services = images.flatMap((image, at) => [
    `  - name: ${yamlText(formatImageReference(image))}`,
    `    alias: ${names[at] ?? ''}`,
    ...ciPlatform(image).map((line) => `    ${line}`),
  ]);
  return lines(['services:', ...services]);
}

/** `containers:` of a pod, with the nodes they need when a platform is wanted: the first image's decides. */
export function kubernetesContainers(images: readonly SnippetImage[]): string {
  const names = namesOf(images);
  const containers = images.flatMap((image, at) => [
    `  - name: ${names[at] ?? ''}`,
    `    image: ${yamlText(formatImageReference(image))}`,
  ]);
  return lines([...nodeSelector(images[0]), 'containers:', ...containers]);
}

/** `image:` as `helm create` lays values out; several images below a name each. */
export function helmValues(images: readonly SnippetImage[]): string {
  const [only] = images;
  if (images.length === 1 && only !== undefined)
    return lines([...nodeSelector(only), ...helmImageLines(only)]);
  const names = namesOf(images);
  const parts = images.flatMap((image, at) => [
    `${names[at] ?? ''}:`,
    ...helmImageLines(image).map((line) => `  ${line}`),
  ]);
  return lines(parts);
}

/** A whole devcontainer.json on the first image. Source: containers.dev, devcontainer.json reference. */
export function devcontainer(images: readonly SnippetImage[]): string {
  const [image] = images;
  if (image === undefined) return '';
  const platform = argumentOf(image);
  const container = {
    name: namesOf([image])[0],
    image: formatImageReference(image),
    ...(platform !== undefined && { runArgs: [`--platform=${platform}`] }),
  };
  return `${JSON.stringify(container, undefined, 2)}\n`;
}

/** A text as a YAML scalar: plain where that means the same, else in double quotes, which hold every JSON string. */
export function yamlText(text: string): string {
  return /^[a-z][\w.:/@-]*$/i.test(text) && text.includes('/') && !text.endsWith(':')
    ? text
    : JSON.stringify(text);
}

/** The lines of `image:` in a CI job, without indentation. */
export function ciImageLines(image: SnippetImage): readonly string[] {
  const reference = yamlText(formatImageReference(image));
  const platform = ciPlatform(image);
  if (platform.length === 0) return [`image: ${reference}`];
  return ['image:', `  name: ${reference}`, ...platform.map((line) => `  ${line}`)];
}

function helmImageLines(image: SnippetImage): readonly string[] {
  const { tag, digest } = image;
  return [
    'image:',
    `  repository: ${yamlText(repositoryOf(image))}`,
    ...(tag === undefined ? [] : [`  tag: ${JSON.stringify(tag)}`]),
    ...(digest === undefined ? [] : [`  digest: ${JSON.stringify(digest)}`]),
  ];
}

function ciPlatform(image: SnippetImage): readonly string[] {
  const platform = argumentOf(image);
  return platform === undefined ? [] : ['docker:', `  platform: ${platform}`];
}

function nodeSelector(image: SnippetImage | undefined): readonly string[] {
  const { platform } = image ?? {};
  if (platform === undefined || platformArgument(platform) === undefined) return [];
  return [
    'nodeSelector:',
    `  kubernetes.io/os: ${platform.os}`,
    `  kubernetes.io/arch: ${JSON.stringify(platform.architecture)}`,
  ];
}

function argumentOf({ platform }: SnippetImage): string | undefined {
  return platform && platformArgument(platform);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
