import { parseImageReference } from '../imageReference.ts';
import { parseInstanceUrl } from '../accounts/instanceUrl.ts';

/** Where a recipe is for. */
export interface RecipePlace {
  /** Of GitLab, as connected to. */
  readonly instanceUrl: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  /** The part of the location after the project's; empty for the project's own image. */
  readonly name: string;
}

const example: RecipePlace = {
  instanceUrl: 'https://gitlab.example.com',
  location: 'registry.example.com/group/project',
  name: '',
};

/**
 * Puts real addresses into a recipe's text; example ones without a place. In a job the image is named by GitLab's variables, so
 * that the block works in every fork. `undefined` when an address has characters that addresses do not have: it may come from a
 * server, and a recipe is run.
 */
export function fillRecipe(text: string, known: RecipePlace | undefined): string | undefined {
  const place = known ?? example;
  const { location, name } = place;
  const reference = parseImageReference(location);
  const instance = parseInstanceUrl(place.instanceUrl);
  if (reference === undefined || typeof instance === 'string') return undefined;
  if (name !== '' && !location.toLowerCase().endsWith(`/${name.toLowerCase()}`)) return undefined;
  const values: Readonly<Record<string, string>> = {
    IMAGE: `$CI_REGISTRY_IMAGE${name === '' ? '' : `/${name.toLowerCase()}`}`,
    LOCATION: location,
    GITLAB_HOST: instance.host.replace(/:\d+$/, ''),
    GITLAB_URL: instance.url,
    REGISTRY_HOST: reference.host,
    REGISTRY_NAME: reference.host.replace(/:\d+$/, ''),
  };
  // An example beside GitLab's variable would only mislead.
  const shown = known === undefined ? text.replace(/ # __LOCATION__$/gm, '') : text;
  return shown.replace(/__([A-Z_]+?)__/g, (whole, key: string) => values[key] ?? whole);
}
