/** Longer texts (in UTF-16 code units, about bytes) are not parsed: a parser may take seconds for them. */
export const mostCharacters = 1_000_000;

/** The predefined variables of CI that hold, or are part of, the name of an image in the project's registry. */
const registryVariable = /\$\{?CI_(?:REGISTRY|TEMPLATE_REGISTRY_HOST|SERVER_HOST|PROJECT_)/;

/**
 * Whether a text may name an image of one of the hosts: it has the host's name somewhere, or a variable of CI that stands for it.
 * Linear, without parsing; says yes more often than it is true. A host with a port counts by its whole text.
 */
export function mayNameImages(text: string, hosts: readonly string[]): boolean {
  return hasRegistryVariable(text) || namesHost(text, hosts);
}

/** Whether one of CI's variables is in a text that stand for a project's registry. */
export function hasRegistryVariable(text: string): boolean {
  return registryVariable.test(text);
}

/** Whether one of the hosts is in a text, as it is written or in capital letters. */
export function namesHost(text: string, hosts: readonly string[]): boolean {
  if (hosts.length === 0) return false;
  const lower = text.toLowerCase();
  return hosts.some((host) => host !== '' && lower.includes(host.toLowerCase()));
}
