/** What an image runs on, in Go's words: `linux`, `arm64`, `v8`. What a registry leaves out is empty, but never both of the first two. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
  /** What the system has to have, as `win32k`; Nydus marks its own manifests here. */
  readonly osFeatures?: readonly string[];
}

/**
 * `linux/arm/v7`; a Windows version follows in brackets: `windows/amd64 (10.0.17763.1879)`. Of a platform with fields missing, what there is:
 * `amd64`.
 */
export function formatPlatform(platform: Platform): string {
  const parts = [platform.os, platform.architecture, platform.variant];
  const name = parts.filter((part) => part !== undefined && part !== '').join('/');
  const { osVersion = '' } = platform;
  return osVersion === '' ? name : `${name} (${osVersion})`.trim();
}

/** Whether the platform is BuildKit's placeholder `unknown/unknown`, which marks attestations. */
export function isUnknownPlatform(platform: Platform): boolean {
  return platform.os === 'unknown' && platform.architecture === 'unknown';
}

/** A platform whose fields may all be missing; `undefined` when nothing of it has a name. */
export function knownPlatform(platform: Platform | undefined): Platform | undefined {
  return platform === undefined || (platform.os === '' && platform.architecture === '')
    ? undefined
    : platform;
}
