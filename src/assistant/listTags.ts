import { Failure } from '../base/failure.ts';
import type { KnownRepository } from '../domain/references/knownRepository.ts';
import { dateOfTag, type Tag } from '../domain/tag.ts';
import { ToolInput } from './inputs.ts';
import { findImage, type AskedImage } from './namedImages.ts';
import type { AssistantParts, Tool } from './parts.ts';

/** The tags of a repository, newest first where the registry dates them: one or two requests. */
export function listTags(parts: Pick<AssistantParts, 'connections' | 'knowledge'>): Tool {
  return async (given) => {
    const input = new ToolInput(given);
    const wanted = input.text('search')?.toLowerCase() ?? '';
    const most = input.count('limit', 50, 500);
    const image = await findImage(input.needed('image'), parts);
    const known = await listed(image, parts);
    const found = known.tags.filter(({ name }) => name.toLowerCase().includes(wanted));
    return {
      repository: image.location,
      tags: found.slice(0, most).map(tagRow),
      ...(found.length > most && { notShown: found.length - most }),
      ...(!known.isWhole && { isIncomplete: 'The repository has more tags than were read.' }),
    };
  };
}

/** What the registry lists of an image's repository. Rejects with `missing` where there is no such repository. */
export async function listed(
  image: AskedImage,
  { knowledge }: Pick<AssistantParts, 'knowledge'>,
): Promise<KnownRepository> {
  const known = await knowledge.ask(image, image.tag);
  if (known === undefined)
    throw new Failure('offline', `${image.location} could not be listed now`, {
      code: 'registryUnavailable',
    });
  if (known.state === 'missing')
    throw new Failure('missing', `the registry has no repository ${image.location}`);
  return known;
}

function tagRow(tag: Tag): Readonly<Record<string, unknown>> {
  const date = dateOfTag(tag);
  return {
    name: tag.name,
    ...(date !== undefined && { publishedAt: date }),
    ...(tag.sizeBytes !== undefined && { sizeBytes: tag.sizeBytes }),
    ...(tag.digest !== undefined && { digest: tag.digest }),
  };
}
