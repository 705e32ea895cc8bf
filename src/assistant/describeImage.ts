import { newerTags } from '../domain/versions/newerTags.ts';
import { ToolInput } from './inputs.ts';
import { listed } from './listTags.ts';
import { findImage } from './namedImages.ts';
import type { AssistantParts, Tool } from './parts.ts';

/** The most tags that are named beside an image. */
const mostNames = 50;

/** One image: digest, platforms with sizes, when it was built, tags of the same digest, and what cleanup will do to the tag. */
export function describeImage(parts: Pick<AssistantParts, 'connections' | 'knowledge'>): Tool {
  return async (given, signal) => {
    const image = await findImage(new ToolInput(given).needed('image'), parts);
    const { knowledge } = parts;
    const known = await listed(image, parts);
    const tag = image.tag ?? (image.digest === undefined ? 'latest' : undefined);
    const details = await knowledge.details(image, image.digest ?? tag ?? 'latest', signal);
    await knowledge.readPolicy(image, signal);
    const same = known.tags.filter(({ name, digest }) => digest === details.digest && name !== tag);
    return {
      repository: image.location,
      ...(tag !== undefined && { tag, cleanup: knowledge.fate(image, tag) ?? { code: 'unknown' } }),
      ...details,
      sameImageAs: same.slice(0, mostNames).map(({ name }) => name),
    };
  };
}

/** Newer tags of the same line of versions as a tag, newest first. */
export function findNewerTags(parts: Pick<AssistantParts, 'connections' | 'knowledge'>): Tool {
  return async (given) => {
    const input = new ToolInput(given);
    const image = await findImage(input.needed('image'), parts);
    const tag = image.tag ?? 'latest';
    const known = await listed(image, parts);
    return {
      repository: image.location,
      tag,
      newer: newerTags(tag, known.tags).slice(0, mostNames),
      newerOfSameMajor: newerTags(tag, known.tags, 'major').slice(0, mostNames),
      ...(!known.isWhole && { isIncomplete: 'The repository has more tags than were read.' }),
    };
  };
}
