import * as v from 'valibot';
import { isLocation, isProjectPath, isRepositoryPath, isTagName } from '../domain/imageReference.ts';

/** The name of a tag as a server sends it. */
export const tagName = v.pipe(v.string(), v.check(isTagName));

/** The path of a repository, without a tag. */
export const repositoryPath = v.pipe(v.string(), v.check(isRepositoryPath));

/** The name of a repository below its project: empty, or a path of its own. */
export const repositoryName = v.pipe(
  v.string(),
  v.check((text) => text === '' || isRepositoryPath(text.toLowerCase())),
);

/** `registry.host[:port]/group/project[/image]`: it is copied, put on command lines and asked for tokens. */
export const repositoryLocation = v.pipe(
  v.string(),
  v.check((text) => isLocation(text, 'repository')),
);

/** `group/project[/image]:tag`. */
export const tagPath = v.pipe(
  v.string(),
  v.check((text) => isLocation(`registry/${text}`, 'tag')),
);

/** `registry.host[:port]/group/project[/image]:tag`. */
export const tagLocation = v.pipe(
  v.string(),
  v.check((text) => isLocation(text, 'tag')),
);

/** The full path of a group or project. */
export const projectPath = v.pipe(v.string(), v.check(isProjectPath));

/** A number that GitLab gives to something. */
export const identifier = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * How many, or how many bytes; GraphQL's BigInt comes as text. What can be no count (`1e999`, −5, 1.5) is not known: one odd
 * number is no reason to show nothing of a list.
 */
export const optionalCount = v.pipe(
  v.nullish(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))])),
  v.transform((count) =>
    Number.isSafeInteger(count) && (count ?? -1) >= 0 ? (count ?? undefined) : undefined,
  ),
);

/** The address of a page for people. */
export const webUrl = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\/[^\s"'<>\\]+$/i));
