import { buildHelmChart, buildSignature } from '../registry/artifacts.ts';
import type { BuiltImage } from '../registry/backend.ts';
import { buildImage, buildIndex } from '../registry/images.ts';
import type { ImageRecipe } from '../registry/images.ts';
import type { Repository } from '../world/world.ts';
import { commitNamed } from './git.ts';
import type { Plot } from './plot.ts';
import { daysAgo } from './plot.ts';

/** One tag to be planted. */
export interface PlannedTag {
  readonly name: string;
  readonly image: BuiltImage;
  /** When it was pushed, in days before today. */
  readonly pushedDaysAgo: number;
  /** When it was last moved to another image. */
  readonly movedDaysAgo?: number;
}

/** Says which tags a repository gets; called only when the seed needs them. */
export type Contents = (plot: Plot, repository: Repository) => readonly PlannedTag[];

/** Nothing was ever pushed, or all is gone. */
export const empty: Contents = () => [];

/**
 * Semantic versions, one every `everyDays`, newest today; `latest` and `major.minor` share the newest one's digest.
 * They follow the newest one in the order of planting. `multiArch` makes indexes with attestations.
 */
export function releases(options: {
  readonly count: number;
  readonly everyDays?: number;
  readonly prefix?: string;
  readonly multiArch?: boolean;
  readonly recipe?: Partial<ImageRecipe>;
}): Contents {
  const { count, everyDays = 9, prefix = '', multiArch = false, recipe = {} } = options;
  return (plot, repository) => {
    const tags = Array.from({ length: count }, (_, at): PlannedTag => {
      const pushedDaysAgo = 0.3 + at * everyDays;
      const version = `${prefix}${versionAt(count - 1 - at)}`;
      const image = imageOf(plot, repository, version, pushedDaysAgo, recipe, multiArch);
      return { name: version, image, pushedDaysAgo };
    });
    const [newest] = tags;
    if (!newest) return [];
    const oldest = tags.at(-1)?.pushedDaysAgo ?? 0;
    const aliases = [newest.name.split('.').slice(0, 2).join('.'), 'latest'].map((name) => ({
      name,
      image: newest.image,
      pushedDaysAgo: oldest,
      movedDaysAgo: newest.pushedDaysAgo,
    }));
    return [newest, ...aliases, ...tags.slice(1)];
  };
}

/** What pipelines leave behind: `main-<commit>` and `mr-<number>`, several a day. */
export function pipelines(options: {
  readonly count: number;
  readonly spanDays?: number;
  readonly distinct?: number;
  readonly recipe?: Partial<ImageRecipe>;
}): Contents {
  const { count, spanDays = 120, distinct = count, recipe = {} } = options;
  return (plot, repository) => {
    const { random } = plot.world;
    const images = Array.from({ length: distinct }, (_, at) =>
      imageOf(plot, repository, `build-${at}`, (at * spanDays) / distinct, recipe),
    );
    return Array.from({ length: count }, (_, at): PlannedTag => {
      const commit = Math.floor(random() * 0xffffffff)
        .toString(16)
        .padStart(8, '0');
      const name = random() < 0.4 ? `mr-${count - at}` : `main-${commit}`;
      const image = images[Math.floor((at * distinct) / count)];
      if (!image) throw new Error('A pipeline seed needs at least one image');
      return { name, image, pushedDaysAgo: 0.1 + (at * spanDays) / count };
    });
  };
}

/** Images whose configs name no date, as reproducible builds leave them. */
export function undated(count: number): Contents {
  return (_plot, repository) =>
    Array.from({ length: count }, (_, at) => {
      const name = `snapshot-${at + 1}`;
      const image = buildImage({ seed: `${repository.path}:${name}`, created: null });
      return { name, image, pushedDaysAgo: 5 + at * 30 };
    });
}

/** Named tags with an image each; several contents of one repository are joined with `together`. */
export function named(...names: readonly string[]): Contents {
  return (plot, repository) =>
    names.map((name, at) => ({
      name,
      image: imageOf(plot, repository, name, 3 + at * 11, {}),
      pushedDaysAgo: 3 + at * 11,
    }));
}

/** Helm charts of the repository's last path part. */
export function charts(...versions: readonly string[]): Contents {
  return (_, repository) =>
    versions.map((version, at) => ({
      ...buildHelmChart({ name: repository.path.split('/').at(-1) ?? 'chart', version }),
      pushedDaysAgo: 4 + at * 20,
    }));
}

/** All of several contents; of the first tag a cosign signature is added where `sign` is set. */
export function together(parts: readonly Contents[], options: { readonly sign?: boolean } = {}): Contents {
  return (plot, repository) => {
    const tags = parts.flatMap((part) => part(plot, repository));
    const [first] = tags;
    if (!first || !options.sign) return tags;
    return [first, { ...buildSignature(first.image), pushedDaysAgo: first.pushedDaysAgo }, ...tags.slice(1)];
  };
}

/** Puts a repository's tags into the registry, at most `most` of them. */
export async function plant(
  plot: Plot,
  repository: Repository,
  contents: Contents,
  most = Infinity,
): Promise<void> {
  for (const tag of contents(plot, repository).slice(0, most)) {
    const moved = tag.movedDaysAgo;
    await plot.backend.put(repository.path, tag.name, tag.image, {
      createdAt: daysAgo(plot, tag.pushedDaysAgo).toISOString(),
      ...(moved === undefined ? {} : { updatedAt: daysAgo(plot, moved).toISOString() }),
    });
  }
}

function imageOf(
  plot: Plot,
  repository: Repository,
  name: string,
  builtDaysAgo: number,
  recipe: Partial<ImageRecipe>,
  multiArch = false,
): BuiltImage {
  const project = plot.world.projects.get(repository.projectId);
  const common = {
    seed: `${repository.path}:${name}`,
    created: daysAgo(plot, builtDaysAgo + 0.02).toISOString(),
    labels: {
      // Not the box's own address: its port differs from start to start, and digests must not.
      'org.opencontainers.image.source': `https://gitlab.example.com/${project?.fullPath ?? ''}`,
      'org.opencontainers.image.revision': commitNamed(`${repository.path}:${name}`),
      'org.opencontainers.image.version': name,
    },
    ...recipe,
  };
  return multiArch ? buildIndex({ ...common, attestations: true }) : buildImage(common);
}

/** 0 → 1.0.0, then a patch each, three to a minor, twelve to a major. */
function versionAt(position: number): string {
  return `${1 + Math.floor(position / 12)}.${Math.floor((position % 12) / 3)}.${position % 3}`;
}
