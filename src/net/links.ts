import { Failure } from '../base/failure.ts';
import { parseUrl } from './url.ts';

/**
 * The query of the `next` link in a `Link` header (RFC 8288), or `undefined` on the last page. Only the query is handed out:
 * scheme, host and path of a link are the server's word (GitLab's may name a host that cannot be reached from here, a
 * hostile one may want our token), so the caller puts it on its own address. Throws `foreignLink` when the link leads to the
 * very page it stands on, which would never end.
 */
export function nextQuery(link: string | null, from: URL): URLSearchParams | undefined {
  const target = link === null ? undefined : nextTarget(link);
  const url = target === undefined ? undefined : parseUrl(target, from);
  if (url === undefined) return undefined;
  if (sameParameters(url.searchParams, from.searchParams))
    throw new Failure('invalid', `${from.host}: the next page is the same page`, {
      code: 'foreignLink',
      host: from.host,
    });
  return url.searchParams;
}

const linkShape = /<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]+))?)*)/g;
const parameterShape = /;\s*([\w*-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s",;]+)))?/g;

function nextTarget(link: string): string | undefined {
  for (const [, target, parameters = ''] of link.slice(0, 16_384).matchAll(linkShape)) {
    const relation = [...parameters.matchAll(parameterShape)].find(
      ([, name]) => name?.toLowerCase() === 'rel',
    );
    const relations = (relation?.[2] ?? relation?.[3] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return target;
  }
  return undefined;
}

function sameParameters(one: URLSearchParams, other: URLSearchParams): boolean {
  const text = (parameters: URLSearchParams): string => {
    const sorted = new URLSearchParams(parameters);
    sorted.sort();
    return sorted.toString();
  };
  return text(one) === text(other);
}
