import { hasInvisible } from '../../base/invisible.ts';
import { formatImageReference } from '../imageReference.ts';
import { namesOf, platformArgument, type SnippetImage } from './snippetImage.ts';

/** What a person's own template can name as `${…}`; the settings page says what each stands for. */
export const placeholders = [
  'reference',
  'registry',
  'repository',
  'tag',
  'digest',
  'platform',
  'name',
] as const;

export type Placeholder = (typeof placeholders)[number];

/** What a template is filled with: tag and digest are known however the reference refers to the image. */
export interface TemplateValues {
  readonly image: SnippetImage;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

/** A filled template, or why it cannot be filled. */
export type Filled =
  | { readonly text: string }
  | { readonly problem: 'unknown' | 'missing'; readonly placeholder: string }
  | { readonly problem: 'notText' | 'tooLong' | 'hidden' };

/** The most characters of a template. */
export const longestTemplate = 10_000;

/**
 * Fills a template of the settings. `$${` stands for a `${` that is meant. Values hold nothing that a shell gives a meaning:
 * they are parts of a reference that was read before.
 */
export function fillTemplate(template: unknown, values: TemplateValues): Filled {
  if (typeof template !== 'string' || template.trim() === '') return { problem: 'notText' };
  if (template.length > longestTemplate) return { problem: 'tooLong' };
  if (hasInvisible(template.replaceAll('\t', '').replaceAll('\n', ''))) return { problem: 'hidden' };
  const known = knownOf(values);
  let failed: Filled | undefined;
  const text = template.replace(/\$\$\{|\$\{([^}]{0,100})\}?/g, (whole, name: string | undefined) => {
    if (name === undefined) return '${';
    const placeholder = placeholders.find((one) => one === name);
    const value = placeholder && known[placeholder];
    if (value !== undefined && whole.endsWith('}')) return value;
    failed ??= { problem: placeholder === undefined ? 'unknown' : 'missing', placeholder: name };
    return '';
  });
  return failed ?? { text };
}

/** Whether the digest has to be known to fill a template. */
export function needsDigest(template: unknown): boolean {
  return typeof template === 'string' && template.replaceAll('$${', '').includes('${digest}');
}

function knownOf({
  image,
  tag = image.tag,
  digest = image.digest,
}: TemplateValues): Readonly<Record<Placeholder, string | undefined>> {
  const { host, path, platform } = image;
  return {
    reference: formatImageReference(image),
    registry: host,
    repository: path,
    tag,
    digest,
    platform: platform && platformArgument(platform),
    name: namesOf([image])[0],
  };
}
