import { GraphQLError } from 'graphql';
import { deleteRepository } from '../cleanup/deleteRepository.ts';
import { RegistryUnreachable } from '../guardedBackend.ts';
import { hasScope } from '../world/authenticate.ts';
import { projectOf } from '../world/lookup.ts';
import { canReadImages, canWriteImages } from '../world/permissions.ts';
import { isProtectedRepository, isProtectedTag } from '../world/protection.ts';
import type { Project, Repository } from '../world/world.ts';
import { canDestroyRepository, repositoryNode } from './nodes.ts';
import type { PolicyInput } from './policies.ts';
import { expirationPolicyNode, tagsExpirationPolicyNode, updatePolicy } from './policies.ts';
import { administeredProject, ruleMutations } from './ruleMutations.ts';
import type { Session } from './session.ts';
import { idOfGid, unavailable } from './session.ts';

/** Most names in one `destroyContainerRepositoryTags` (gl: app/graphql/mutations/container_repositories/destroy_tags.rb). */
const maxTagNames = 20;

interface WithMutationId {
  readonly clientMutationId?: string | null;
}

interface OfRepository extends WithMutationId {
  readonly id: string;
}

/** Root value of mutations. Each needs a signed-in caller with `api`; otherwise it is as if its object were not there. */
export function mutationRoot(session: Session): object {
  const field =
    <I extends object>(run: (session: Session, input: I) => object | Promise<object>) =>
    async ({ input }: { input: I & WithMutationId }): Promise<object> => {
      if (!session.caller.user || !hasScope(session.caller, ['api'])) throw unavailable();
      return { clientMutationId: input.clientMutationId, ...(await run(session, input)) };
    };
  return {
    destroyContainerRepositoryTags: field(destroyTags),
    destroyContainerRepository: field(destroyRepository),
    updateContainerExpirationPolicy: field(updateExpirationPolicy),
    createContainerProtectionTagRule: field(ruleMutations.createTagRule),
    updateContainerProtectionTagRule: field(ruleMutations.updateTagRule),
    deleteContainerProtectionTagRule: field(ruleMutations.deleteTagRule),
    createContainerProtectionRepositoryRule: field(ruleMutations.createRepositoryRule),
    updateContainerProtectionRepositoryRule: field(ruleMutations.updateRepositoryRule),
    deleteContainerProtectionRepositoryRule: field(ruleMutations.deleteRepositoryRule),
  };
}

async function destroyTags(
  session: Session,
  input: OfRepository & { readonly tagNames: readonly string[] },
): Promise<object> {
  if (input.tagNames.length > maxTagNames)
    throw new GraphQLError(`Number of tags is greater than ${maxTagNames}`);
  const repository = findRepository(session, input.id);
  const project = projectOf(session.world, repository);
  if (!canWriteImages(session.world, session.caller, project)) throw unavailable();
  if (input.tagNames.length === 0) return { deletedTagNames: [], errors: ['not tags specified'] };
  const names = deletable(session, project, input.tagNames);
  if (names.length === 0) return { deletedTagNames: [], errors: ['cannot delete protected tag(s)'] };
  return deleteEach(session, repository, names);
}

/** Protected names are dropped without a word; a plain registry knows no protection (facts 3.5). */
function deletable(
  { world, backend, caller }: Session,
  project: Project,
  names: readonly string[],
): string[] {
  return names.filter(
    (name) => backend.kind === 'legacy' || !isProtectedTag(world, project, name, caller.user),
  );
}

/** One after the other; what is not there counts as deleted (gl: projects/container_repository/gitlab/delete_tags_service.rb). */
async function deleteEach(
  session: Session,
  repository: Repository,
  names: readonly string[],
): Promise<object> {
  const deletedTagNames: string[] = [];
  try {
    for (const name of names) {
      const outcome = await session.backend.deleteTag(repository.path, name);
      if (outcome !== 'failed') deletedTagNames.push(name);
    }
  } catch (error) {
    if (!(error instanceof RegistryUnreachable)) throw error;
    return { deletedTagNames, errors: ['error while deleting tags'] };
  }
  if (deletedTagNames.length > 0) return { deletedTagNames, errors: [] };
  return { deletedTagNames, errors: [truncate(`could not delete tags: ${names.join(', ')}`, 1000)] };
}

function truncate(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 3)}...`;
}

async function destroyRepository(session: Session, input: OfRepository): Promise<object> {
  const { world, caller } = session;
  const repository = findRepository(session, input.id);
  const project = projectOf(world, repository);
  if (!(await canDestroyRepository(session, repository))) throw unavailable();
  const containerRepository = (): object => repositoryNode(session, repository);
  if (isProtectedRepository(world, project, repository.path, caller.user, 'delete')) {
    return { containerRepository, errors: ['Deleting protected container repository forbidden.'] };
  }
  repository.status = 'delete_scheduled';
  repository.updatedAt = world.now();
  session.jobs.enqueue(`delete ${repository.path}`, () =>
    deleteRepository(world, session.backend, repository),
  );
  return { containerRepository, errors: [] };
}

function updateExpirationPolicy(
  session: Session,
  input: { readonly projectPath: string } & PolicyInput,
): object {
  const project = administeredProject(session, input.projectPath);
  const problem = updatePolicy(session.world, project, input);
  if (problem !== undefined) return { errors: [problem] };
  return {
    containerExpirationPolicy: expirationPolicyNode(session, project),
    containerTagsExpirationPolicy: tagsExpirationPolicyNode(session, project),
    errors: [],
  };
}

function findRepository({ world, caller }: Session, id: string): Repository {
  const repository = world.repositories.get(idOfGid(id));
  if (!repository || !canReadImages(world, caller, projectOf(world, repository))) throw unavailable();
  return repository;
}
