import * as vscode from 'vscode';
import type { TagFate } from '../domain/cleanup/foretell.ts';
import { dateOfTag } from '../domain/tag.ts';
import { newerTags } from '../domain/versions/newerTags.ts';
import { byteSize, relativeTime, shortDate } from '../ui/text/numbers.ts';
import { visible } from '../ui/text/visibleText.ts';
import type { ImageKnowledge } from './knowledge.ts';
import type { PlacedImage } from './placedImages.ts';
import { toRange } from './positions.ts';
import type { Readings } from './readings.ts';
import { wants } from './settings.ts';

/** Hints behind references, from what is in memory: nothing is asked here. `onDidChange`: there may be others. */
export function inlayHintsProvider(
  readings: Readings,
  knowledge: ImageKnowledge,
  onDidChange: vscode.Event<void>,
): vscode.InlayHintsProvider {
  return {
    onDidChangeInlayHints: onDidChange,
    provideInlayHints: async (document, range) => {
      if (!wants('inlayHints')) return [];
      const reading = await readings.settled(document);
      return (reading?.images ?? []).flatMap((placed) => {
        const { end } = toRange(placed.reference.range);
        const label = range.contains(end) ? hintText(placed, knowledge, Date.now()) : '';
        if (label === '') return [];
        const hint = new vscode.InlayHint(end, label);
        hint.paddingLeft = true;
        return [hint];
      });
    },
  };
}

/** “3 days ago · 41 MB · 2 newer”; empty where nothing is known. */
function hintText(placed: PlacedImage, knowledge: ImageKnowledge, now: number): string {
  const { named, image, reference } = placed;
  const known = knowledge.known(image);
  const tag = named.isTagUnknown ? undefined : known?.byName.get(named.tag ?? '');
  if (known === undefined || tag === undefined) return '';
  const isVariable = reference.text.includes('$') && !reference.text.includes(tag.name);
  const date = dateOfTag(tag);
  const facts = [
    isVariable ? `= ${visible(tag.name)}` : undefined,
    date === undefined ? undefined : relativeTime(date, now),
    tag.sizeBytes === undefined ? undefined : byteSize(tag.sizeBytes),
    newerText(newerTags(tag.name, known.tags).length),
    fateText(knowledge.fate(image, tag.name)),
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

function newerText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? vscode.l10n.t('1 newer') : vscode.l10n.t('{0} newer', count);
}

function fateText(fate: TagFate | undefined): string | undefined {
  const isDoomed = fate?.code === 'inRun' && fate.isCertain;
  return isDoomed ? vscode.l10n.t('deleted by cleanup on {0}', shortDate(fate.at)) : undefined;
}
