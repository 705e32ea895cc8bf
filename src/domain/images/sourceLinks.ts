import { trimEndOf } from '../../base/cut.ts';
import type { NamedValue } from './imageConfig.ts';

/** What a link out of an image's labels leads to. */
export type SourceLinkKind = 'project' | 'commit' | 'branch' | 'pipeline' | 'mergeRequest';

/** A page of the connection's own GitLab that has to do with an image. */
export interface SourceLink {
  readonly kind: SourceLinkKind;
  /** What the person reads: a short commit, `!12`, a branch's name. */
  readonly text: string;
  readonly url: string;
}

/** Where links may lead, and what the tag is called. */
export interface SourceContext {
  /** Without a trailing slash. */
  readonly instanceUrl: string;
  /** Full path of the project that holds the repository. */
  readonly projectPath: string;
  readonly tag?: string;
}

const commit = /^[0-9a-f]{40}$|^[0-9a-f]{64}$/;

/**
 * Links to the sources of an image from its `org.opencontainers.image.*` labels and from what CI jobs call tags: `mr-12`,
 * `main-0123abcd`, a commit. Only to the connection's own instance: a label may say anything.
 */
export function sourceLinks(labels: readonly NamedValue[], context: SourceContext): readonly SourceLink[] {
  const own = `${context.instanceUrl}/${encodedPath(context.projectPath)}`;
  const links = [...linksOfLabels(labels, context, own), ...linksOfTag(own, context.tag ?? '')];
  return links.filter((one, index) => index === links.findIndex(({ url }) => url === one.url));
}

function linksOfLabels(
  labels: readonly NamedValue[],
  { instanceUrl }: SourceContext,
  own: string,
): readonly SourceLink[] {
  const source = labelOf(labels, 'source') || labelOf(labels, 'url');
  const path = projectOfUrl(source, instanceUrl);
  // A revision belongs to the project of the source label; of a project elsewhere we know no page.
  if (source !== '' && path === undefined) return [];
  const project = path === undefined ? own : `${instanceUrl}/${encodedPath(path)}`;
  const links: SourceLink[] = path === undefined ? [] : [{ kind: 'project', text: path, url: project }];
  const revision = labelOf(labels, 'revision');
  if (commit.test(revision)) links.push(commitLink(project, revision));
  const ref = labelOf(labels, 'ref.name');
  if (isRefName(ref)) links.push({ kind: 'branch', text: ref, url: `${project}/-/tree/${encodedPath(ref)}` });
  return links;
}

function labelOf(labels: readonly NamedValue[], name: string): string {
  return labels.find((one) => one.name === `org.opencontainers.image.${name}`)?.value ?? '';
}

/** The project that a URL on our instance names; `undefined` for any other URL. */
function projectOfUrl(text: string, instanceUrl: string): string | undefined {
  const prefix = `${instanceUrl}/`;
  if (!text.startsWith(prefix)) return undefined;
  const [path = ''] = text.slice(prefix.length).split(/\/-\/|[?#]/);
  const project = trimEndOf(path.replace(/\.git$/, ''), '/');
  return /^[\w.-]+(?:\/[\w.-]+)+$/.test(project) && !project.split('/').includes('..') ? project : undefined;
}

function linksOfTag(project: string, tag: string): readonly SourceLink[] {
  const request = /^(?:mr|merge-request)-(\d{1,9})$/.exec(tag)?.[1];
  if (request !== undefined)
    return [{ kind: 'mergeRequest', text: `!${request}`, url: `${project}/-/merge_requests/${request}` }];
  const pipeline = /^(?:pipeline|build)-(\d{5,12})$/.exec(tag)?.[1];
  if (pipeline !== undefined)
    return [{ kind: 'pipeline', text: `#${pipeline}`, url: `${project}/-/pipelines/${pipeline}` }];
  // Eight digits or more: GitLab's short commit; a shorter run of digits is as often a date or a version.
  const hash = /^(?:[\w.]+-)*?([0-9a-f]{8,40})$/.exec(tag)?.[1];
  return hash !== undefined && /[a-f]/.test(hash) ? [commitLink(project, hash)] : [];
}

function commitLink(project: string, hash: string): SourceLink {
  return { kind: 'commit', text: hash.slice(0, 8), url: `${project}/-/commit/${hash}` };
}

function isRefName(text: string): boolean {
  return /^[\w.-]+(?:\/[\w.-]+)*$/.test(text) && !text.includes('..');
}

function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
