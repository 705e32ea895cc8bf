/** Where a file names an image. */
export interface ImageMention {
  /** From 1. */
  readonly line: number;
  readonly tag?: string;
  readonly digest?: string;
}

/** What a repository is called in files. */
export interface RepositoryNames {
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  /** The part after the project's path; empty for the project's own image. In CI files it stands behind `$CI_REGISTRY_IMAGE`. */
  readonly name: string;
}

const mostCharacters = 1_000_000;
/** How many lines below `repository: …` a chart's `tag: …` may stand. */
const chartLines = 3;
const end = String.raw`(?![\w./-])`;

/**
 * Finds the places where a Dockerfile, compose, CI, Kubernetes or Helm file names an image of the repository: with a tag, with a
 * digest, or with neither, which means `latest`. Reads lines, not the files' grammar, so comments count too.
 * Example: `image: registry.example.com/a/b:1.0` or, in values of a chart, `repository: registry.example.com/a/b` above `tag: "1.0"`.
 */
export function mentionsIn(text: string, { location, name }: RepositoryNames): readonly ImageMention[] {
  const suffix = name === '' ? '' : `/${escaped(name)}`;
  const image = `(?:${escaped(location)}|\\$\\{?CI_REGISTRY_IMAGE\\}?${suffix})`;
  const mention = new RegExp(
    `${image}(?::([\\w][\\w.-]{0,127}))?(?:@(sha(?:256|512):[0-9a-f]+))?${end}`,
    'gi',
  );
  const lines = text.slice(0, mostCharacters).split('\n');
  return lines.flatMap((content, index) =>
    [...content.matchAll(mention)].map(([whole, tag, digest]): ImageMention => {
      const isChart = tag === undefined && digest === undefined && isRepositoryKey(content, whole);
      const named = tag ?? (isChart ? chartTag(lines, index) : undefined);
      const isBare = named === undefined && digest === undefined;
      return {
        line: index + 1,
        ...(named === undefined ? {} : { tag: named }),
        ...(digest === undefined ? {} : { digest: digest.toLowerCase() }),
        ...(isBare ? { tag: 'latest' } : {}),
      };
    }),
  );
}

function isRepositoryKey(line: string, image: string): boolean {
  const key = line.slice(0, line.indexOf(image));
  return /^\s*(?:-\s*)?(?:repository|image|name|newName)\s*:\s*["']?$/.test(key);
}

function chartTag(lines: readonly string[], from: number): string | undefined {
  const around = lines.slice(Math.max(0, from - chartLines), from + chartLines + 1);
  for (const line of around) {
    const tag = /^\s*(?:tag|newTag)\s*:\s*["']?([\w][\w.-]{0,127})["']?\s*(?:#.*)?$/.exec(line)?.[1];
    if (tag !== undefined) return tag;
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
