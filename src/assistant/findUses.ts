import { Failure } from '../base/failure.ts';
import { ToolInput } from './inputs.ts';
import { findImage } from './namedImages.ts';
import type { AssistantParts, Tool } from './parts.ts';

/** The most mentions in one answer. */
const most = 200;

/** Where files of the open workspace name an image of a repository, or exactly one tag or digest of it. */
export function findUses(parts: Pick<AssistantParts, 'connections' | 'knowledge' | 'findUses'>): Tool {
  return async (given, signal) => {
    const image = await findImage(new ToolInput(given).needed('image'), parts);
    const { connectionId, location, tag, digest } = image;
    const projectPath = await parts.knowledge.projectOf({ connectionId, location });
    if (projectPath === undefined)
      throw new Failure('missing', `GitLab does not tell which project ${location} belongs to`, {
        code: 'noProject',
        field: location,
      });
    const path = location.slice(location.indexOf('/') + 1);
    const name = path.slice(projectPath.length + 1);
    const found = await parts.findUses({ location, name }, signal);
    const exact = found.filter(
      (one) => (tag === undefined || one.tag === tag) && (digest === undefined || one.digest === digest),
    );
    return {
      repository: location,
      uses: exact.slice(0, most),
      ...(exact.length > most && { notShown: exact.length - most }),
    };
  };
}
