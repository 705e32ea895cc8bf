import * as v from 'valibot';
import { kindOfMediaType } from '../domain/mediaType.ts';
import type { Tag, TagProtection } from '../domain/tag.ts';
import { known } from './decode.ts';
import { fieldsOf, type SchemaFields } from './schemaFields.ts';
import {
  optionalCount,
  optionalDate,
  optionalDigest,
  optionalHex,
  optionalMediaType,
  optionalWord,
  tagLocation,
  tagName,
  tagPath,
} from '../net/shapes.ts';

/** A tag in a REST list: its name and where it is. */
export const restTag = v.pipe(
  v.object({ name: tagName, path: tagPath, location: tagLocation }),
  v.transform((tag): Tag => tag),
);

/** One tag over REST. */
export const restTagDetail = v.pipe(
  v.object({
    name: tagName,
    path: tagPath,
    location: tagLocation,
    revision: optionalHex,
    digest: optionalDigest,
    created_at: optionalDate,
    total_size: optionalCount,
  }),
  v.transform((tag): Tag =>
    known({
      name: tag.name,
      path: tag.path,
      location: tag.location,
      digest: tag.digest,
      configDigest: configDigestOf(tag.revision),
      sizeBytes: sizeOf(tag.total_size),
      createdAt: tag.created_at,
    }),
  ),
);

const protectionAnswer = v.pipe(
  v.nullish(
    v.object({
      minimumAccessLevelForPush: optionalWord,
      minimumAccessLevelForDelete: optionalWord,
      immutable: v.nullish(v.boolean()),
    }),
  ),
  v.transform((levels): TagProtection | undefined => {
    if (levels === null || levels === undefined) return undefined;
    const { minimumAccessLevelForPush, minimumAccessLevelForDelete, immutable } = levels;
    const isImmutable = immutable ?? false;
    if (minimumAccessLevelForPush === undefined && minimumAccessLevelForDelete === undefined && !isImmutable)
      return undefined;
    return known({ minimumAccessLevelForPush, minimumAccessLevelForDelete, isImmutable });
  }),
);

/** A tag over GraphQL, with the fields that the version has. */
export const graphqlTag = v.pipe(
  v.object({
    name: tagName,
    path: tagPath,
    location: tagLocation,
    digest: optionalDigest,
    revision: optionalHex,
    createdAt: optionalDate,
    totalSize: optionalCount,
    mediaType: optionalMediaType,
    publishedAt: optionalDate,
    protection: protectionAnswer,
  }),
  v.transform((tag): Tag =>
    known({
      name: tag.name,
      path: tag.path,
      location: tag.location,
      digest: tag.digest,
      configDigest: configDigestOf(tag.revision),
      mediaType: tag.mediaType,
      sizeBytes: kindOfMediaType(tag.mediaType ?? '') === 'index' ? undefined : sizeOf(tag.totalSize),
      createdAt: tag.createdAt,
      publishedAt: tag.publishedAt,
      protection: tag.protection,
    }),
  ),
);

/** The fields to ask a tag for, in this instance's version. */
export function tagSelection(fields: SchemaFields): string {
  const optional = fieldsOf(fields, 'ContainerRepositoryTag', ['mediaType', 'publishedAt']);
  const levels = ['minimumAccessLevelForPush', 'minimumAccessLevelForDelete', 'immutable'];
  const protection = fieldsOf(fields, 'ContainerProtectionAccessLevel', levels).join(' ');
  const hasProtection = protection !== '' && fields.has('ContainerRepositoryTag', 'protection');
  const own = ['name', 'path', 'location', 'digest', 'revision', 'createdAt', 'totalSize', ...optional];
  return [...own, ...(hasProtection ? [`protection { ${protection} }`] : [])].join(' ');
}

/** GitLab reports 0 for what it did not add up. */
function sizeOf(bytes: number | undefined): number | undefined {
  return bytes === 0 ? undefined : bytes;
}

/** `revision` is the hex part of the config's digest; empty for an index. */
function configDigestOf(revision: string | undefined): string | undefined {
  return revision === undefined ? undefined : `sha256:${revision}`;
}
