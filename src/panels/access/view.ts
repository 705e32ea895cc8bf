import { l10n } from 'vscode';
import { refusalOf } from '../../domain/accounts/access.ts';
import { gitlabPages } from '../../domain/snippets/gitlabPages.ts';
import type { AccessProject } from '../../domain/access/projectAccess.ts';
import { mostTagRules, ruleLevels, type ProtectionRule, type RuleKind } from '../../domain/access/rule.ts';
import {
  audienceOf,
  permissionOf,
  registryActs,
  registryVisibilities,
} from '../../domain/access/registryAccess.ts';
import type {
  AccessNote,
  AccessView,
  DraftLevel,
  MatchText,
  RuleRow,
  RuleSection,
} from '../../protocol/access.ts';
import { gitlabPageLabel } from '../../ui/text/gitlabPageText.ts';
import { count } from '../../ui/text/numbers.ts';
import { atLeast, roleText } from '../../ui/text/roleText.ts';
import type { AccessState } from './state.ts';
import {
  audienceText,
  effectText,
  ownRoleText,
  patternHint,
  permissionText,
  projectVisibilityText,
  registryVisibilityText,
  rulesNote,
  tooManyText,
} from './words.ts';
import { incompleteText } from '../shared/incompleteText.ts';

const { t } = l10n;

/** What a rule matches. */
type Matches = (kind: RuleKind, pattern: string) => MatchText | undefined;

/** The view of a state. */
export function accessView(state: AccessState, matches: Matches): AccessView {
  const { project, draft, draftVersion, knowledge } = state;
  const { fullPath, visibility, registryAccess } = project;
  const canChange = mayChange(project);
  const isRuled = Object.values(project.rules).some(
    (list) => list.code === 'listed' && list.rules.length > 0,
  );
  return {
    projectPath: fullPath,
    links: linksOf(project),
    facts: [
      { label: t('Project visibility'), text: projectVisibilityText(visibility) },
      { label: t('Registry visibility'), text: registryVisibilityText(registryAccess) },
      { label: t('Your role'), text: ownRoleText(project) },
    ],
    notes: notesOf(state),
    glance: registryActs.map((act) => {
      const audience = audienceOf(act, project);
      const answer = permissionText(permissionOf(act, audience, project));
      return { act, who: audienceText(audience), answer };
    }),
    ...(isRuled && { glanceNote: t('The rules below ask for higher roles for what they match.') }),
    visibility: {
      ...(registryAccess && { current: registryAccess }),
      choices: registryVisibilities.map((value) => ({
        value,
        label: registryVisibilityText(value),
        effect: effectText(value, visibility),
      })),
      canChange,
    },
    rules: {
      tag: sectionOf('tag', state, canChange, matches),
      repository: sectionOf('repository', state, canChange, matches),
    },
    tags: tagsOf(state),
    ...(draft && { draft }),
    draftVersion,
    knowledge,
  };
}

/** Whether it is worth trying: GitLab decides where it does not tell the role. */
function mayChange(project: AccessProject): boolean {
  return refusalOf('editPolicy', project) === undefined && project.administers !== false;
}

function linksOf({ instanceUrl, fullPath: projectPath }: AccessProject): AccessView['links'] {
  return gitlabPages({ instanceUrl, projectPath }).flatMap(({ id, url }) =>
    id === 'registrySettings' || id === 'visibility' ? { label: gitlabPageLabel(id), url } : [],
  );
}

function notesOf({ project, failure, tags, describe }: AccessState): readonly AccessNote[] {
  const notes: AccessNote[] = [];
  const readOnly = readOnlyText(project);
  if (readOnly !== undefined) notes.push({ level: 'info', text: readOnly });
  if (failure !== undefined) {
    const { why, next } = describe(failure);
    notes.push({ level: 'error', text: t('Couldn’t list the tags. {0} {1}', why, next) });
  }
  if (tags.some((one) => one.registry === 'legacy' && one.tags.length > 0))
    notes.push({
      level: 'warning',
      text: t('GitLab accepts tag rules only for registries with a metadata database.'),
    });
  return notes;
}

function readOnlyText(project: AccessProject): string | undefined {
  const refusal = refusalOf('editPolicy', project);
  if (refusal?.code === 'credentialKind') return t('Read-only: this connection isn’t signed in.');
  if (refusal !== undefined) return t('Read-only: this connection’s token doesn’t have the “api” scope.');
  if (project.administers === false)
    return t('Read-only: only a project Maintainer can change access and rules.');
  return project.administers === undefined
    ? t('GitLab doesn’t show that you are a Maintainer here; it decides when you save.')
    : undefined;
}

function sectionOf(
  kind: RuleKind,
  { project, describe }: AccessState,
  canChange: boolean,
  matches: Matches,
): RuleSection {
  const list = project.rules[kind];
  const rules = list.code === 'listed' ? list.rules : [];
  const note = rulesNote(kind, list, describe);
  const none: readonly { readonly value: DraftLevel; readonly label: string }[] =
    kind === 'tag' ? [] : [{ value: '', label: t('Not restricted') }];
  return {
    rows: rules.map((rule) => rowOf(rule, matches(kind, rule.pattern))),
    ...(note && { note }),
    canChange: canChange && (list.code === 'listed' || list.code === 'hidden'),
    ...(kind === 'tag' && rules.length >= mostTagRules && { full: tooManyText(mostTagRules) }),
    levels: [...none, ...ruleLevels.map((value) => ({ value, label: roleText(value) }))],
    hint: patternHint(kind),
  };
}

function rowOf(rule: ProtectionRule, matches: MatchText | undefined): RuleRow {
  const { id, pattern, isImmutable } = rule;
  const [push, remove] = [levelOf(rule.minimumAccessLevelForPush), levelOf(rule.minimumAccessLevelForDelete)];
  const unread = t('GitLab doesn’t read this pattern, so it protects nothing.');
  return {
    id,
    pattern,
    levels: levelsText(rule),
    push: push ?? '',
    remove: remove ?? '',
    isEditable: !isImmutable && push !== undefined && remove !== undefined,
    matches: matches ?? { summary: unread, names: [] },
  };
}

/** `undefined` for a level that is not known here. */
function levelOf(level: string | undefined): DraftLevel | undefined {
  return level === undefined ? '' : ruleLevels.find((one) => one === level);
}

function levelsText(rule: ProtectionRule): string {
  if (rule.isImmutable) return t('Immutable: nobody can overwrite or delete what it matches.');
  const { minimumAccessLevelForPush: push, minimumAccessLevelForDelete: remove } = rule;
  if (push === undefined) return t('Delete: {0}. Push isn’t restricted.', atLeast(remove ?? ''));
  if (remove === undefined) return t('Push: {0}. Delete isn’t restricted.', atLeast(push));
  return t('Push: {0}. Delete: {1}.', atLeast(push), atLeast(remove));
}

function tagsOf({ subjects: { tag }, tags, describe }: AccessState): AccessView['tags'] {
  const known = tags.reduce((sum, one) => sum + one.tags.length, 0);
  const problems = tags.flatMap((one) => {
    const text = one.state === 'loading' ? undefined : incompleteText(one, describe);
    return text === undefined ? [] : { path: one.path, text };
  });
  switch (tag.state) {
    case 'notListed':
      return { state: 'notListed', text: t('The tags aren’t listed yet.'), problems };
    case 'listing':
      return { state: 'listing', text: t('Listing tags: {0} so far', count(known)), problems };
    case 'partial':
      return { state: 'listed', text: t('{0} tags are listed. There may be more.', count(known)), problems };
    case 'complete':
      return { state: 'listed', text: t('All {0} tags are listed.', count(known)), problems };
  }
}
