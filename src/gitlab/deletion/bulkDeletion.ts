import { ContainerRegistry } from '@gitbeaker/rest';
import { Failure } from '../../base/failure.ts';
import type { BulkRule } from '../../domain/deletion/bulkRule.ts';
import type { Call, ProjectKey } from '../call.ts';
import type { Rest } from '../rest.ts';

/** Deleting tags by rule, which GitLab does later and tells nobody about. */
export interface BulkDeletionCalls {
  /**
   * Resolves when GitLab has put it into its queue. Throws `oncePerHour` for a 400, which the documented rule makes the only reason
   * left once the fields are valid: GitLab counts the hour from the last request that it took, whatever became of that.
   */
  deleteTagsByRule(project: ProjectKey, repositoryId: number, rule: BulkRule, call?: Call): Promise<void>;
}

/** The call that deletes by rule; never sent twice. */
export function bulkDeletionCalls(rest: Rest): BulkDeletionCalls {
  return {
    deleteTagsByRule: async (project, repositoryId, rule, call) => {
      const { nameRegexDelete, nameRegexKeep, keepN, olderThan } = rule;
      const options = {
        ...(nameRegexKeep !== undefined && { nameRegexKeep }),
        // gitbeaker types the number as text.
        ...(keepN !== undefined && { keepN: String(keepN) }),
        ...(olderThan !== undefined && { olderThan }),
      };
      const send = (registry: ContainerRegistry): Promise<unknown> =>
        registry.removeTags(project, repositoryId, nameRegexDelete, options);
      await rest.act(ContainerRegistry, send, { status: 202 }, call).catch((error: unknown) => {
        throw isRefusedInput(error) ? oncePerHour(error) : error;
      });
    },
  };
}

function isRefusedInput(error: unknown): error is Failure {
  return Failure.is(error, 'invalid') && error.details.status === 400;
}

function oncePerHour(refusal: Failure): Failure {
  return new Failure('rateLimited', 'GitLab did not take the rule', {
    ...refusal.details,
    code: 'oncePerHour',
    temporary: false,
    cause: refusal,
  });
}
