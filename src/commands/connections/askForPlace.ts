import * as vscode from 'vscode';
import { Failure } from '../../base/failure.ts';
import { parsePlace, partOfPaste, type NamedPlace, type PastedPlace } from '../../domain/namedPlace.ts';
import { visible } from '../../ui/text/visibleText.ts';
import { askText, type StepAnswer, type StepPosition } from '../../ui/inputStep.ts';

/** A place that was really listed, and the GitLab it is on. */
export interface FoundPlace {
  readonly instanceUrl: string;
  readonly place: NamedPlace;
}

/** Looks for what was pasted. Rejects with the reason when it cannot be listed. */
export type LookFor = (pasted: PastedPlace, signal: AbortSignal) => Promise<FoundPlace>;

/**
 * Asks for a project or image, and stays with the reason below the box until it can be listed. `initial`: what stands in the box at
 * first.
 */
export function askForPlace(
  position: StepPosition,
  lookFor: LookFor,
  initial?: string,
): Promise<StepAnswer<FoundPlace>> {
  const { t } = vscode.l10n;
  return askText<FoundPlace>({
    ...position,
    initial: initial ?? '',
    prompt: t('The project or image to list: an image reference, the URL of a page in GitLab, or a path'),
    placeholder: 'registry.example.com/group/project/image',
    accept: async (text, signal) => {
      const pasted = parsePlace(text);
      if (pasted === undefined)
        return t('Paste an image reference like registry.example.com/group/project, or a GitLab URL.');
      try {
        return { value: await lookFor(pasted, signal) };
      } catch (error) {
        if (!Failure.is(error, 'missing')) throw error;
        const part = partOfPaste(text);
        const missing = t(
          'There is no image at this path, or it isn’t shown to you. If the image has a name below the project, add it: group/project/image.',
        );
        return part === undefined ? missing : `${missing} ${t('That was read from “{0}”.', visible(part))}`;
      }
    },
  });
}
