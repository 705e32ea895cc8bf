/** What an image runs on, in Go's words: `linux`, `arm64`, `v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly osVersion?: string;
}

/** `linux/arm/v7`; a Windows version follows in brackets: `windows/amd64 (10.0.17763.1879)`. */
export function formatPlatform(platform: Platform): string {
  const parts = [platform.os, platform.architecture, platform.variant];
  const name = parts.filter((part) => part !== undefined && part !== '').join('/');
  return platform.osVersion === undefined ? name : `${name} (${platform.osVersion})`;
}

/** Whether the platform is BuildKit's placeholder `unknown/unknown`, which marks attestations. */
export function isUnknownPlatform(platform: Platform): boolean {
  return platform.os === 'unknown' && platform.architecture === 'unknown';
}
