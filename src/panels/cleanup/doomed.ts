import type { DeletionTarget } from '../../domain/deletion/target.ts';
import { verdictText } from '../../ui/text/cleanupWords.ts';
import type { Judged } from './judged.ts';

/** Tags of one repository that go, with the verdict on each as the reason. */
export type DoomedTags = Omit<DeletionTarget, 'connectionId'>;

/** Those of the tags, given by their numbers or as `group/project/image:tag`, that go. */
export function doomedTags(judged: Judged, wanted: Uint32Array | ReadonlySet<string>): readonly DoomedTags[] {
  const { tags, verdicts } = judged.simulation;
  const isWanted = new Uint8Array(tags.names.length);
  if (wanted instanceof Uint32Array) for (const tag of wanted) isWanted[tag] = 1;
  return tags.repositories.flatMap(({ source, offset }) => {
    const reasons = new Map<string, string>();
    const doomed = source.tags.filter(({ name }, index) => {
      const tag = offset + index;
      const verdict = verdicts[tag];
      const isChosen =
        wanted instanceof Uint32Array ? isWanted[tag] === 1 : wanted.has(`${source.path}:${name}`);
      if (!isChosen || judged.goes[tag] === 0 || verdict === undefined) return false;
      reasons.set(name, verdictText(verdict));
      return true;
    });
    if (doomed.length === 0) return [];
    const named = doomed.map(({ name, digest }) => ({ name, ...(digest === undefined ? {} : { digest }) }));
    return [{ repository: source.repository, tags: named, reasons }];
  });
}
