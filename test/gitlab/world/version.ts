import type { World } from './world.ts';

/** Is the instance this version or newer? `wanted` is `major.minor`. */
export function isAtLeast(world: Pick<World, 'version'>, wanted: string): boolean {
  const [major = 0, minor = 0] = world.version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
