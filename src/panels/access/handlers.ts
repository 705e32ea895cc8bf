import { l10n } from 'vscode';
import * as v from 'valibot';
import { Failure } from '../../base/failure.ts';
import type { RuleSaving } from '../../domain/access/projectAccess.ts';
import type { RuleKind } from '../../domain/access/rule.ts';
import {
  opensRegistry,
  registryVisibilities,
  type RegistryVisibility,
} from '../../domain/access/registryAccess.ts';
import type { Access, AccessResult, RuleDraft } from '../../protocol/access.ts';
import type { AccessDesk } from './session.ts';
import { ruleDraftSchema } from './draft.ts';
import { effectText } from './words.ts';
import { act } from '../shared/act.ts';
import { noParams, type Handlers } from '../shared/pageServer.ts';

/** What the page asks the person outside of it. */
export interface AccessOutside {
  /** Before more people get in, or nobody any more. */
  confirmVisibility(projectPath: string, wanted: RegistryVisibility, effect: string): Promise<boolean>;
  /** `matches`: what the rule protects now, in words. */
  confirmRemoval(pattern: string, matches: string): Promise<boolean>;
}

const draftParams = v.strictObject({ draft: ruleDraftSchema });

/** The handlers of one open page. */
export function accessHandlers(desk: AccessDesk, outside: AccessOutside): Handlers<Access> {
  const { t } = l10n;
  return {
    ready: {
      params: noParams,
      failed: t('Couldn’t read the access to the registry'),
      answer: (_, signal) => desk.open(signal),
    },
    refresh: {
      params: noParams,
      failed: t('Couldn’t refresh the access to the registry'),
      answer: (_, signal) => desk.refresh(signal),
    },
    preview: {
      params: draftParams,
      failed: t('Couldn’t try the rule'),
      answer: ({ draft }) => desk.preview(draft),
    },
    discard: {
      params: noParams,
      failed: t('Couldn’t discard the draft'),
      answer: () => desk.discard(),
    },
    listTags: act(t('Couldn’t list the tags'), () => desk.list()),
    stop: act(t('Couldn’t stop listing'), () => desk.stop()),
    ...changeHandlers(desk, outside),
  };
}

function changeHandlers(
  desk: AccessDesk,
  outside: AccessOutside,
): Pick<Handlers<Access>, 'setVisibility' | 'saveRule' | 'removeRule'> {
  const { t } = l10n;
  return {
    setVisibility: {
      params: v.strictObject({ value: v.picklist(registryVisibilities) }),
      failed: t('Couldn’t change the registry visibility'),
      answer: ({ value }, signal) => changeVisibility(desk, outside, value, signal),
    },
    saveRule: {
      params: draftParams,
      failed: t('Couldn’t save the rule. Your draft is kept'),
      answer: ({ draft }, signal) => saveRule(desk, draft, signal),
    },
    removeRule: {
      params: v.strictObject({
        kind: v.picklist(['tag', 'repository']),
        id: v.pipe(v.number(), v.integer(), v.minValue(0)),
      }),
      failed: t('Couldn’t remove the rule'),
      answer: ({ kind, id }, signal) => removeRule(desk, outside, { kind, id }, signal),
    },
  };
}

async function changeVisibility(
  desk: AccessDesk,
  outside: AccessOutside,
  wanted: RegistryVisibility,
  signal: AbortSignal,
): Promise<AccessResult> {
  const { t } = l10n;
  const { fullPath, visibility, registryAccess } = desk.project;
  if (wanted === 'disabled' || opensRegistry(registryAccess, wanted)) {
    const isSure = await outside.confirmVisibility(fullPath, wanted, effectText(wanted, visibility));
    if (!isSure) return { outcome: 'kept', message: t('Nothing was changed.'), view: desk.view() };
  }
  switch (await desk.changeVisibility(wanted, signal)) {
    case 'saved':
      return { outcome: 'saved', message: t('Visibility changed.'), view: desk.view() };
    case 'changedMeanwhile':
      return refused(desk, t('Nothing was sent: someone changed the visibility meanwhile. Review it again.'));
    case 'unclear':
      return refused(desk, t('GitLab didn’t answer, so it isn’t known whether it changed the visibility.'));
  }
}

async function saveRule(desk: AccessDesk, draft: RuleDraft, signal: AbortSignal): Promise<AccessResult> {
  const { t } = l10n;
  try {
    const code = await desk.save(draft, signal);
    return code === 'saved'
      ? { outcome: 'saved', message: t('Rule saved.'), view: desk.view() }
      : refused(desk, obstacleText(code));
  } catch (error) {
    const failure = Failure.from(error);
    const { code, serverMessage } = failure.details;
    if (code === 'unsupported') return refused(desk, cannotChange(draft.kind));
    if (code !== 'badInput' || serverMessage === undefined) throw failure;
    return refused(desk, t('GitLab refused the rule. Your draft is kept. Response: “{0}”', serverMessage));
  }
}

async function removeRule(
  desk: AccessDesk,
  outside: AccessOutside,
  { kind, id }: { readonly kind: RuleKind; readonly id: number },
  signal: AbortSignal,
): Promise<AccessResult> {
  const { t } = l10n;
  const rule = desk.rule(kind, id);
  if (rule === undefined) return refused(desk, obstacleText('gone'));
  const matches = desk.matches(kind, rule.pattern)?.summary ?? '';
  if (!(await outside.confirmRemoval(rule.pattern, matches)))
    return { outcome: 'kept', message: t('Nothing was changed.'), view: desk.view() };
  try {
    const code = await desk.remove(kind, rule, signal);
    return code === 'saved'
      ? { outcome: 'saved', message: t('Rule removed.'), view: desk.view() }
      : refused(desk, obstacleText(code));
  } catch (error) {
    const failure = Failure.from(error);
    if (failure.details.code !== 'unsupported') throw failure;
    return refused(desk, cannotChange(kind));
  }
}

function refused(desk: AccessDesk, message: string): AccessResult {
  return { outcome: 'refused', message, view: desk.view() };
}

function obstacleText(code: Exclude<RuleSaving['code'], 'saved'>): string {
  const { t } = l10n;
  switch (code) {
    case 'changedMeanwhile':
      return t('Nothing was sent: someone changed the rule meanwhile. Review the list again.');
    case 'gone':
      return t('Nothing was sent: the rule no longer exists.');
    case 'unclear':
      return t('GitLab didn’t answer, and the rules couldn’t be read: refresh to see what became of it.');
  }
}

function cannotChange(kind: RuleKind): string {
  return kind === 'tag'
    ? l10n.t('This GitLab can’t change rules for tags in this way. Nothing was changed.')
    : l10n.t('This GitLab can’t change rules for repositories in this way. Nothing was changed.');
}
