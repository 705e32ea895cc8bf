import { readGitConfig, type GitConfigEntry } from './gitConfig.ts';

/** A remote of a git repository: its name, and where it fetches from, before `insteadOf`. */
export interface ConfiguredRemote {
  readonly name: string;
  readonly urls: readonly string[];
}

/**
 * The remotes of a configuration, with those of the files before it. A `pushurl` counts only where there is no `url`; an empty value takes back
 * what was said before. Source: git-config(1), `remote.<name>.url`.
 */
export function configuredRemotes(entries: readonly GitConfigEntry[]): readonly ConfiguredRemote[] {
  const remotes = new Map<string, { readonly url: string[]; readonly pushurl: string[] }>();
  for (const { section, subsection, key, value } of entries) {
    if (section !== 'remote' || subsection === undefined || subsection === '') continue;
    const remote = remotes.get(subsection) ?? { url: [], pushurl: [] };
    remotes.set(subsection, remote);
    if ((key !== 'url' && key !== 'pushurl') || value === undefined) continue;
    if (value === '') remote[key].length = 0;
    else remote[key].push(value);
  }
  return [...remotes]
    .map(([name, { url, pushurl }]) => ({ name, urls: url.length > 0 ? url : pushurl }))
    .filter(({ urls }) => urls.length > 0);
}

/** Where a branch is checked out: the text of a git directory's `HEAD`. `undefined` for a commit without a branch. */
export function branchOfHead(head: string): string | undefined {
  return /^ref:[ \t]*refs\/heads\/(\S[^\n]{0,1000})/.exec(head)?.[1]?.trimEnd();
}

/**
 * URLs to fetch from, of the remote of the branch first, then of `origin`, then in the order of the files; after `insteadOf`. Each remote's
 * first URL is the one that git fetches from. A branch may name a URL in place of a remote.
 */
export function fetchUrls(entries: readonly GitConfigEntry[], branch?: string): readonly string[] {
  const remotes = configuredRemotes(entries);
  const ofBranch = entries.findLast(
    ({ section, subsection, key }) => section === 'branch' && subsection === branch && key === 'remote',
  )?.value;
  const ranks = [ofBranch, 'origin'];
  const rank = (name: string): number => (ranks.indexOf(name) + ranks.length + 1) % (ranks.length + 1);
  const ordered = [...remotes].sort((one, two) => rank(one.name) - rank(two.name));
  const isUrl = ofBranch !== undefined && ofBranch !== '.' && !remotes.some(({ name }) => name === ofBranch);
  const urls = [...(isUrl ? [ofBranch] : []), ...ordered.flatMap(({ urls: [first] }) => first ?? [])];
  return urls.map((url) => insteadOf(url, entries));
}

/** What git asks in place of a URL: the base whose prefix is the longest that fits. Source: git-config(1), `url.<base>.insteadOf`. */
export function insteadOf(url: string, entries: readonly GitConfigEntry[]): string {
  let best = { prefix: '', base: '' };
  for (const { section, subsection = '', key, value = '' } of entries)
    if (
      section === 'url' &&
      key === 'insteadof' &&
      value.length > best.prefix.length &&
      url.startsWith(value)
    )
      best = { prefix: value, base: subsection };
  return best.base + url.slice(best.prefix.length);
}

/** URLs of the remotes in the text of one configuration, see `fetchUrls`; includes are not followed. None for a text that git refuses. */
export function remotesOfGitConfig(text: string): readonly string[] {
  return fetchUrls(readGitConfig(text) ?? []);
}
