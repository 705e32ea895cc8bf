import { Failure } from '../base/failure.ts';
import { isLoopback } from '../domain/accounts/instanceUrl.ts';
import type { Http } from '../net/http.ts';
import type { HttpResponse } from '../net/message.ts';
import { parseUrl } from '../net/url.ts';
import { mayBeWrongScheme } from './address.ts';
import { parseChallenges } from './challenge.ts';
import { failureUnlessCancelled } from '../base/unlessFailed.ts';

/** Where a registry sends people for tokens. GitLab's ends so. Source: GitLab docs, "Container registry authentication". */
const tokenPath = '/jwt/auth';

/**
 * The GitLab that a registry trusts, without a trailing slash, as its challenge on `/v2/` names it; no credential is sent to find out.
 * `undefined` where no registry answers, or one of somebody else's. Rejects where nothing answers at all. `schemes`: to be tried,
 * the likelier first.
 */
export async function instanceOfRegistry(
  host: string,
  http: Pick<Http, 'send'>,
  signal?: AbortSignal,
  schemes: readonly string[] = isLoopback(host) ? ['https:', 'http:'] : ['https:'],
): Promise<string | undefined> {
  const [first = 'https:', second] = schemes;
  const ask = (scheme: string) =>
    http.send({
      method: 'GET',
      url: new URL(`${scheme}//${host}/v2/`),
      headers: { accept: 'application/json' },
      signal,
      redirects: 'none',
      retry: false,
      maxBytes: 256 * 1024,
    });
  const response = await anyhow(ask, first, second);
  return response.status === 401 ? instanceIn(response) : undefined;
}

/** The GitLab whose token endpoint a challenge names. */
function instanceIn({ headers }: HttpResponse): string | undefined {
  const challenges = parseChallenges(headers.get('www-authenticate') ?? '');
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer')?.parameters;
  const realm = parseUrl(bearer?.get('realm') ?? '');
  if (realm?.pathname.endsWith(tokenPath) !== true) return undefined;
  return `${realm.origin}${realm.pathname.slice(0, -tokenPath.length)}`;
}

/** The answer by the first scheme, or by the second where the first may be the wrong one. */
async function anyhow(
  ask: (scheme: string) => Promise<HttpResponse>,
  first: string,
  second: string | undefined,
): Promise<HttpResponse> {
  if (second === undefined) return ask(first);
  const tried = await ask(first).catch((error: unknown) => {
    if (!mayBeWrongScheme(Failure.from(error))) throw error;
    return undefined;
  });
  const isDoubtful = tried === undefined || (first === 'http:' && tried.status === 400);
  return isDoubtful ? ask(second) : tried;
}

/**
 * The registry of a GitLab that tells nobody where it is: of the usual addresses the one that trusts it. Source of the addresses:
 * GitLab docs, "Configure container registry under its own domain" and "under an existing GitLab domain" (port 5050).
 */
export async function registryOfInstance(
  instanceUrl: string,
  http: Pick<Http, 'send'>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { hostname, host } = new URL(instanceUrl);
  const usual = [`registry.${hostname}`, `${hostname}:5050`, host, `${hostname}:5000`];
  for (const candidate of usual) {
    const trusted = await instanceOfRegistry(candidate, http, signal).catch((error: unknown) => {
      failureUnlessCancelled(error);
      return undefined;
    });
    if (trusted === instanceUrl) return candidate;
  }
  return undefined;
}
