import { l10n } from 'vscode';
import type { AccessProject, RuleList } from '../../domain/access/projectAccess.ts';
import { longestPattern, type RuleKind, type RuleProblem } from '../../domain/access/rule.ts';
import type {
  Audience,
  Permission,
  ProjectVisibility,
  RegistryVisibility,
} from '../../domain/access/registryAccess.ts';
import type { AccessNote } from '../../protocol/access.ts';
import { count } from '../../ui/text/numbers.ts';
import { atLeast, roleText } from '../../ui/text/roleText.ts';
import type { Describe } from '../shared/describe.ts';

const { t } = l10n;

/** Who may, in a few words. */
export function audienceText(audience: Audience): string {
  switch (audience) {
    case 'anybody':
      return t('Anyone');
    case 'signedIn':
      return t('Anyone who is signed in');
    case 'nobody':
      return t('Nobody');
    case 'unknown':
      return t('Unknown');
    default:
      return atLeast(audience);
  }
}

/** Whether this person may, and why not. */
export function permissionText(permission: Permission): {
  readonly level: 'yes' | 'no' | 'unknown';
  readonly text: string;
} {
  switch (permission.code) {
    case 'yes':
      return { level: 'yes', text: t('You can') };
    case 'byRole':
      return { level: 'yes', text: t('Based on your role. GitLab doesn’t report what the token can do.') };
    case 'unknown':
      return { level: 'unknown', text: t('Unknown') };
    case 'switchedOff':
      return { level: 'no', text: t('The registry is disabled') };
    case 'role':
      return { level: 'no', text: t('Your role isn’t enough') };
    case 'insufficientScope':
      return { level: 'no', text: t('The token doesn’t have the “{0}” scope', permission.scope) };
    case 'credentialKind':
      return { level: 'no', text: t('You aren’t signed in') };
  }
}

/** GitLab's word for who sees a project. */
export function projectVisibilityText(visibility: ProjectVisibility | undefined): string {
  switch (visibility) {
    case 'public':
      return t('Public');
    case 'internal':
      return t('Internal');
    case 'private':
      return t('Private');
    case undefined:
      return t('Unknown');
  }
}

/** What a registry's visibility is called. */
export function registryVisibilityText(visibility: RegistryVisibility | undefined): string {
  switch (visibility) {
    case 'enabled':
      return t('Enabled: everyone who can see the project');
    case 'private':
      return t('Private: members of the project only');
    case 'disabled':
      return t('Disabled: nobody');
    case undefined:
      return t('Unknown');
  }
}

/** What a registry's visibility means in a project. */
export function effectText(registry: RegistryVisibility, visibility: ProjectVisibility | undefined): string {
  if (registry === 'disabled') return t('No one can view, pull, push, or delete, and neither can CI jobs.');
  if (registry === 'private' || visibility === 'private')
    return t('Members with the role Reporter or higher can view and pull.');
  switch (visibility) {
    case 'public':
      return t('Anyone on the internet can view and pull without signing in.');
    case 'internal':
      return t('Everyone who is signed in to this GitLab can view and pull.');
    case undefined:
      return t('Everyone who can see the project can view and pull.');
  }
}

/** The person's role, as far as GitLab tells. */
export function ownRoleText({ role, administers, credential }: AccessProject): string {
  if (credential === 'anonymous') return t('You aren’t signed in');
  if (role !== undefined) return roleText(role);
  return administers === true ? t('None reported, but GitLab treats you as a maintainer') : t('Unknown');
}

/** Why there are no rules to show; nothing where there are some. */
export function rulesNote(kind: RuleKind, list: RuleList, describe: Describe): AccessNote | undefined {
  const isTag = kind === 'tag';
  switch (list.code) {
    case 'listed':
      if (list.rules.length > 0) return undefined;
      return {
        level: 'info',
        text: isTag ? t('No rule protects tags.') : t('No rule protects repositories.'),
      };
    case 'unsupported':
      return {
        level: 'info',
        text: isTag
          ? t('This GitLab has no rules for tags: they came with GitLab 17.9.')
          : t('This GitLab has no rules for repositories: they came with GitLab 17.8.'),
      };
    case 'hidden':
      return { level: 'info', text: t('Unknown: GitLab shows rules to maintainers only.') };
    case 'switchedOff':
      return { level: 'info', text: t('Unknown: GitLab shows no rules while the registry is disabled.') };
    case 'failed': {
      const { why, next } = describe(list.failure);
      return { level: 'error', text: t('Couldn’t load the rules. {0} {1}', why, next) };
    }
  }
}

/** What to correct, with the field that it stands at. */
export function problemText(
  problem: RuleProblem,
  projectPath: string,
): { readonly field: 'pattern' | 'push' | 'remove'; readonly text: string } {
  switch (problem.code) {
    case 'patternMissing':
      return { field: 'pattern', text: t('Enter a pattern.') };
    case 'patternTaken':
      return { field: 'pattern', text: t('Another rule has this pattern.') };
    case 'patternTooLong':
      return { field: 'pattern', text: t('GitLab doesn’t save more than {0} characters.', problem.limit) };
    case 'otherProject':
      return { field: 'pattern', text: t('It must start with the project path, {0}.', projectPath) };
    case 'notAPath':
      return { field: 'pattern', text: t('A path can’t have this character. “*” stands for any text.') };
    case 'tooManyRules':
      return { field: 'pattern', text: tooManyText(problem.limit) };
    case 'bothLevelsNeeded':
      return { field: 'remove', text: t('A rule for tags needs both roles.') };
    case 'oneLevelNeeded':
      return { field: 'remove', text: t('Choose at least one of the two roles.') };
  }
}

/** Why no further rule for tags can be added. */
export function tooManyText(limit: number): string {
  return t('GitLab takes at most {0} rules for tags in a project.', count(limit));
}

/** What a pattern is matched with. */
export function patternHint(kind: RuleKind): string {
  return kind === 'tag'
    ? t('RE2, at most {0} characters.', longestPattern.tag)
    : t(
        'The path of a repository, at most {0} characters, in which “*” stands for any text, slashes too.',
        longestPattern.repository,
      );
}
