import type { Box } from '../gitlab/box.ts';
import { bigRepository } from '../fakes/plantScale.ts';

/** A tag with the date that another client found out for it. */
interface DatedTag {
  readonly name: string;
  readonly date: string;
}

/**
 * All tags with dates over GitLab's REST API as the extensions for GitLab do it: pages of 100 names after each other, then one
 * request for each tag of the page, all at once, without a limit.
 */
export async function datedTagsByRest(
  box: Box,
  project: number,
  repository: number,
): Promise<readonly DatedTag[]> {
  const base = `${box.url}/api/v4/projects/${project}/registry/repositories/${repository}/tags`;
  const headers = { 'private-token': box.tokens.maintainer };
  const dated: DatedTag[] = [];
  for (let page = '1'; page !== '';) {
    const response = await fetch(`${base}?per_page=100&page=${page}`, { headers });
    const tags = (await response.json()) as readonly { readonly name: string }[];
    const details = tags.map(async ({ name }) => {
      const detail = await fetch(`${base}/${encodeURIComponent(name)}`, { headers });
      const { created_at: date } = (await detail.json()) as { readonly created_at: string };
      return { name, date };
    });
    dated.push(...(await Promise.all(details)));
    page = response.headers.get('x-next-page') ?? '';
  }
  return dated;
}

/**
 * All tags with dates over the registry API as a general registry client does it: the list of names, then for each tag its
 * manifest and its config, all at once, and a fresh token before each of these requests.
 */
export async function datedTagsByManifest(box: Box): Promise<readonly DatedTag[]> {
  const send = async (target: string): Promise<Response> => {
    const query = `service=container_registry&scope=repository:${bigRepository}:pull`;
    const basic = Buffer.from(`maintainer:${box.tokens.maintainer}`).toString('base64');
    const answer = await fetch(`${box.url}/jwt/auth?${query}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    const { token } = (await answer.json()) as { readonly token: string };
    return fetch(box.registryUrl + target, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
  };
  const { tags } = (await (await send(`/v2/${bigRepository}/tags/list?n=1000`)).json()) as {
    readonly tags: readonly string[];
  };
  return Promise.all(
    tags.map(async (name) => {
      const manifest = (await (await send(`/v2/${bigRepository}/manifests/${name}`)).json()) as {
        readonly config: { readonly digest: string };
      };
      const config = await send(`/v2/${bigRepository}/blobs/${manifest.config.digest}`);
      const { created } = (await config.json()) as { readonly created: string };
      return { name, date: created };
    }),
  );
}
