import { Failure } from '../../base/failure.ts';
import { dockerfileOf } from '../../domain/images/dockerfile.ts';
import { readImageConfig } from '../../domain/images/imageConfig.ts';
import type { copyTargets } from '../../protocol/images.ts';
import type { ImageTarget, OpenedReference } from './view.ts';

/** The text that goes to the clipboard. Throws `invalid` for the Dockerfile of an image whose config is not there. */
export function imageText(
  { location, reference }: ImageTarget,
  { document, shown }: OpenedReference,
  wanted: {
    readonly what: (typeof copyTargets)[number];
    readonly digest?: string | undefined;
    readonly pullCommand: (reference: string) => string;
  },
): string {
  const { what, digest } = wanted;
  const named = reference.includes(':') ? `${location}@${reference}` : `${location}:${reference}`;
  switch (what) {
    case 'digest':
      return digest ?? document.digest;
    case 'reference':
      return named;
    case 'digestReference':
      return `${location}@${digest ?? document.digest}`;
    case 'pullCommand':
      return wanted.pullCommand(digest === undefined ? named : `${location}@${digest}`);
    case 'dockerfile':
      return dockerfileText(shown);
  }
}

function dockerfileText(shown: OpenedReference['shown']): string {
  const config = typeof shown === 'object' && 'config' in shown ? shown.config : undefined;
  if (config !== undefined && 'json' in config) return dockerfileOf(readImageConfig(config.json));
  throw new Failure('invalid', 'no config to rebuild a Dockerfile from', { code: 'wrongShape' });
}
