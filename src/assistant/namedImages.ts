import { Failure } from '../base/failure.ts';
import { isRepositoryPath, isTagName, parseImageReference } from '../domain/imageReference.ts';
import type { ImagePath } from '../domain/references/knownRepository.ts';
import type { AssistantParts } from './parts.ts';

/** An image that a model named and that a connection can look at. */
export interface AskedImage extends ImagePath {
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * Finds the connection of an image that is named as `registry.host/group/project[/image][:tag][@digest]`, or without the host. A model
 * never chooses a host: only registries of connections are asked. Rejects with `missing` where none has it.
 */
export async function findImage(
  text: string,
  parts: Pick<AssistantParts, 'connections' | 'knowledge'>,
): Promise<AskedImage> {
  const whole = parseImageReference(text);
  const host = whole === undefined ? undefined : await connectionOf(whole.host, parts);
  if (whole !== undefined && host !== undefined) {
    const { path, tag, digest } = whole;
    return {
      connectionId: host,
      location: `${whole.host}/${path}`,
      ...(tag !== undefined && { tag }),
      ...(digest !== undefined && { digest }),
    };
  }
  return findByPath(text, parts);
}

/** GitLab names the registry with each repository that it lists; what no connection lists, none is asked about. */
async function connectionOf(
  host: string,
  { connections, knowledge }: Pick<AssistantParts, 'connections' | 'knowledge'>,
): Promise<string | undefined> {
  const known = knowledge.hosts().find((one) => one.host.toLowerCase() === host);
  if (known !== undefined) return known.connectionId;
  for (const { connectionId } of connections()) {
    const locations = await knowledge.repositories(connectionId);
    if (locations.some((location) => location.startsWith(`${host}/`))) return connectionId;
  }
  return undefined;
}

async function findByPath(
  text: string,
  { connections, knowledge }: Pick<AssistantParts, 'connections' | 'knowledge'>,
): Promise<AskedImage> {
  const [, path = '', tag] = /^([^:@]*)(?::([^:@]*))?$/.exec(text.toLowerCase()) ?? [];
  if (!isRepositoryPath(path) || (tag !== undefined && !isTagName(tag))) throw unknown(text);
  for (const { connectionId } of connections()) {
    const locations = await knowledge.repositories(connectionId);
    const location = locations.find((one) => one.slice(one.indexOf('/') + 1) === path);
    if (location !== undefined)
      return { connectionId, location, ...(tag !== undefined && { tag: text.slice(path.length + 1) }) };
  }
  throw unknown(text);
}

function unknown(text: string): Failure {
  return new Failure('missing', `no connection has an image repository named ${JSON.stringify(text)}`, {
    code: 'registryUnknown',
  });
}
