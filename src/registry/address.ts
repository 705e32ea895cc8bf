import { Failure } from '../base/failure.ts';
import { isRepositoryPath } from '../domain/imageReference.ts';

/**
 * The schemes under which a registry may answer, the likelier first. https alone, unless nothing secret is at stake that is
 * not already in the open: the instance itself is http, or the registry is on this machine.
 */
export function schemesFor(host: string, instanceUrl: string): readonly ('https:' | 'http:')[] {
  const isHttpInstance = instanceUrl.startsWith('http:');
  if (isLoopback(host)) return isHttpInstance ? ['http:', 'https:'] : ['https:', 'http:'];
  return isHttpInstance ? ['https:', 'http:'] : ['https:'];
}

/** Whether a failure can come from speaking TLS to a plain port, or the other way round. An untrusted certificate cannot. */
export function mayBeWrongScheme(failure: Failure): boolean {
  const codes = ['tlsFailed', 'connectionReset', 'connectionRefused', 'cutShort', 'timedOut'];
  return codes.includes(failure.details.code ?? '') || failure.reason === 'unexpected';
}

/** A repository's path as part of an address. Throws `badInput` for anything that is none. */
export function checkedPath(path: string): string {
  if (isRepositoryPath(path)) return path;
  throw new Failure('invalid', 'not the path of a repository', { code: 'badInput' });
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}
