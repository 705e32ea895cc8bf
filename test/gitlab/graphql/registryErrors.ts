import { GraphQLError } from 'graphql';
import { RegistryUnreachable } from '../guardedBackend.ts';

const review = 'If this error persists, please review the troubleshooting documentation.';

/** Error of `tags`, `size`, `manifest` and the like (gl: container_repository_tags_resolver.rb). */
export const cannotConnectText = `Can't connect to the Container Registry. ${review}`;

/** Error of `tagsCount` (gl: container_repository_type.rb). */
export const havingTroubleText = `We are having trouble connecting to the Container Registry. ${review}`;

/** Turns a registry that cannot be reached into GitLab's sentence. */
export async function orRegistryError<T>(text: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RegistryUnreachable) throw new GraphQLError(text);
    throw error;
  }
}
