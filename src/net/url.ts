/** An address, absolute or relative to `base`; `undefined` when it is none. (`URL.parse` needs Node 22.) */
export function parseUrl(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
