/** `sha256:` and 64 lower-case hex digits, or `sha512:` and 128. Source: OCI image specification, descriptor.md. */
const shape = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Whether a text is a digest that can be verified. */
export function isDigest(text: string): boolean {
  return shape.test(text);
}

/** The first 12 hex digits, as people write them: `sha256:0123456789abcdef…` → `0123456789ab`. */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, 12);
}

/**
 * The tag under which registries without a referrers API keep what refers to a digest: `sha256:ab…` → `sha256-ab…`, at most 64 digits.
 * Source: distribution specification, "Referrers Tag Schema".
 */
export function fallbackTagOf(digest: string): string {
  const [algorithm = '', encoded = ''] = digest.split(':');
  return `${algorithm.slice(0, 32)}-${encoded.slice(0, 64)}`;
}

/** Whether a tag is how tools attach something to an image: `sha256-<hex>`, with cosign's `.sig`, `.att` or `.sbom` behind it. */
export function isAttachedTag(name: string): boolean {
  return /^sha(?:256|512)-[0-9a-f]{64}(?:$|\.)/.test(name);
}
