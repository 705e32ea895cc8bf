import type { TagNode } from '../../tree/nodes.ts';

/** Where the image of a tag is, in words that mean the same after a restart. */
export interface ImageTarget {
  readonly connectionId: string;
  readonly instanceUrl: string;
  readonly projectPath: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  /** The tag. */
  readonly reference: string;
}

/** The target of a tag's row. */
export function imageTargetOf({
  connectionId,
  instanceUrl,
  projectPath,
  repository,
  tag,
}: TagNode): ImageTarget {
  return { connectionId, instanceUrl, projectPath, location: repository.location, reference: tag.name };
}
