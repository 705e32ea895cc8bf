import type { Tag } from '../tag.ts';
import type { RegistryKind } from './run.ts';
import type { SimulatedTag } from './tagIndex.ts';

/** A tag with the date that GitLab's job looks at: `updated_at`, else `created_at`; legacy: when the image was built. */
export function simulatedTag(tag: Tag, registry: RegistryKind): SimulatedTag {
  const { name, updatedAt, publishedAt, createdAt } = tag;
  const iso = registry === 'legacy' ? createdAt : (updatedAt ?? publishedAt ?? createdAt);
  const timestamp = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(timestamp) ? { name } : { name, timestamp };
}
