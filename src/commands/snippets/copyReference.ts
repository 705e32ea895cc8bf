import type { ReferenceForm } from '../../domain/snippets/snippetImage.ts';
import type { Tag } from '../../domain/tag.ts';
import type { CommandHandler } from '../shared/commandTable.ts';
import { copyLines, type WriteClipboard } from '../shared/copyLines.ts';
import { lookUpDigests, type DigestSource } from '../shared/lookUpDigests.ts';
import type { Targets } from '../shared/targets.ts';

/** Copies a reference for each selected tag. Digests that the listing lacks are asked for, with progress and cancel. */
export function copyReference(
  targets: Targets,
  write: WriteClipboard,
  digests: DigestSource,
  form: ReferenceForm,
): CommandHandler {
  return async (node, nodes) => {
    const tags = await targets.many(['tag'], node, nodes);
    const digestsOf = form === 'tag' ? [] : await lookUpDigests(tags, digests);
    await copyLines(
      write,
      tags.map(({ tag }, index) => referenceOf(tag, form, digestsOf[index])),
    );
  };
}

/** The location ends with `:tag`, whatever host and port stand in front. */
function referenceOf(tag: Tag, form: ReferenceForm, digest: string | undefined): string {
  if (digest === undefined) return tag.location;
  const name = tag.location.slice(0, -`:${tag.name}`.length);
  return form === 'digest' ? `${name}@${digest}` : `${name}:${tag.name}@${digest}`;
}
