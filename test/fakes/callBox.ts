import type { Box } from '../gitlab/box.ts';
import type { TokenName } from '../gitlab/seed/people.ts';
import { findProject, repositoryOfPath } from '../gitlab/world/lookup.ts';
import type { Project, Repository } from '../gitlab/world/world.ts';

/** An answer with its body read, parsed where it is JSON. */
export interface BoxAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls REST v4 of a box as one of its tokens, or anonymously. */
export async function call(
  box: Box,
  as: TokenName | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<BoxAnswer> {
  const headers = new Headers();
  if (as) headers.set('authorization', `Bearer ${box.tokens[as]}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const answer = await fetch(`${box.url}/api/v4/${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type') === 'application/json';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** The status alone. */
export async function statusOf(...call_: Parameters<typeof call>): Promise<number> {
  return (await call(...call_)).status;
}

/** A project of the seed by its path. */
export function projectAt(box: Box, path: string): Project {
  const project = findProject(box.world, path);
  if (!project) throw new Error(`No project ${path}`);
  return project;
}

/** A repository of the seed by its path. */
export function repositoryAt(box: Box, path: string): Repository {
  const repository = repositoryOfPath(box.world, path);
  if (!repository) throw new Error(`No repository ${path}`);
  return repository;
}

/** `projects/1/registry/repositories/2` of a repository, for calls below it. */
export function apiPathOf(box: Box, path: string): string {
  const { id, projectId } = repositoryAt(box, path);
  return `projects/${projectId}/registry/repositories/${id}`;
}
