import { cut, cutShown, trimEndOf, trimOf, trimStartOf } from '../../src/base/cut.ts';
import { withoutInvisible, withoutInvisibleInLines } from '../../src/base/invisible.ts';
import { matchesGlob } from '../../src/domain/access/glob.ts';
import { daysUntilExpiry } from '../../src/domain/accounts/access.ts';
import { troublesOfPath } from '../../src/domain/accounts/diagnosis.ts';
import { daysBetween, expiryProblem } from '../../src/domain/accounts/expiryDate.ts';
import { readGitConfig } from '../../src/domain/accounts/gitConfig.ts';
import { insteadOf } from '../../src/domain/accounts/gitRemotes.ts';
import { hostOfAlias, readSshConfig } from '../../src/domain/accounts/sshConfig.ts';
import { fitsWildcards } from '../../src/domain/accounts/wildcards.ts';
import { lintCleanupText } from '../../src/domain/cleanup/lintPattern.ts';
import { rewriteUnsupported } from '../../src/domain/cleanup/rewrite.ts';
import { pathInProject } from '../../src/domain/copies/repositoryPath.ts';
import { matchingLines } from '../../src/domain/files/matchingLines.ts';
import { glabHosts, isSurelyOver } from '../../src/domain/foreign/glabConfig.ts';
import { isOfSameDomain } from '../../src/domain/foreign/registryServer.ts';
import { isLocation } from '../../src/domain/imageReference.ts';
import { dockerfileOf } from '../../src/domain/images/dockerfile.ts';
import { readImageConfig } from '../../src/domain/images/imageConfig.ts';
import { fieldOf } from '../../src/domain/images/loose.ts';
import { shellAt } from '../../src/domain/images/shellPrefix.ts';
import { sourceLinks } from '../../src/domain/images/sourceLinks.ts';
import { compareVersions } from '../../src/domain/packages/compareVersions.ts';
import { readSbom } from '../../src/domain/packages/sbom.ts';
import { mergeRecipe } from '../../src/domain/recipes/mergeRecipe.ts';
import { expandCi } from '../../src/domain/references/ci/expandCi.ts';
import { expandShell } from '../../src/domain/references/docker/expandShell.ts';
import { mentionsIn } from '../../src/domain/references/mentions.ts';
import { mayNameImages, namesHost } from '../../src/domain/references/prefilter.ts';
import { textMentions } from '../../src/domain/references/textMentions.ts';
import { changedByYaml } from '../../src/domain/references/yaml/yamlNumber.ts';
import { insertionFor } from '../../src/domain/snippets/insertion.ts';
import { namesOf, snippetImageOf } from '../../src/domain/snippets/snippetImage.ts';
import { fillTemplate } from '../../src/domain/snippets/template.ts';
import { judgeCommit } from '../../src/domain/stale/commitEvidence.ts';
import { judgeStale } from '../../src/domain/stale/judgeStale.ts';
import { readAge } from '../../src/domain/tags/age.ts';
import { newerTags } from '../../src/domain/versions/newerTags.ts';
import { compareDigits } from '../../src/domain/versions/preRelease.ts';
import { failureOfFetch } from '../../src/net/fetchFailure.ts';
import { nextQuery } from '../../src/net/links.ts';
import { printableLine, redact } from '../../src/net/redact.ts';
import { retryAfterMs } from '../../src/net/retry.ts';
import { readManifest } from '../../src/registry/documents.ts';
import { relativeTime } from '../../src/ui/text/numbers.ts';
import { visibleBlock } from '../../src/ui/text/visibleText.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const image = { host: 'r.example', path: 'a/b', tag: '1' };
const location = 'r.example/a/b';

/** A config that says one text wherever it can say one. */
const configOf = (text: string) =>
  readImageConfig({
    history: [{ created_by: text, comment: text }],
    config: { Labels: { [text]: text, 'org.opencontainers.image.source': `https://g.example/${text}` } },
  });

/**
 * What reads a text of somebody else's and needs more than that, or is given it inside of something else, by name. What needs nothing but
 * the text is found by `textReaders`.
 */
export const foreignParsers: Readonly<Record<string, (text: string) => unknown>> = {
  cut: (text) => cut(text, 7),
  cutShown: (text) => cutShown(text, 7),
  trimEndOf: (text) => trimEndOf(text, '/'),
  trimStartOf: (text) => trimStartOf(text, '/'),
  trimOf: (text) => trimOf(text, '/'),
  withoutInvisible: (text) => withoutInvisible(text, ' '),
  withoutInvisibleInLines: (text) => withoutInvisibleInLines(text, ' '),
  matchesGlob: (text) => matchesGlob('a*b*/**', text),
  daysUntilExpiry: (text) => daysUntilExpiry(text, 0),
  troublesOfPath: (text) => troublesOfPath(text, text),
  expiryProblem: (text) => expiryProblem(text, 0),
  daysBetween: (text) => daysBetween(text, text),
  insteadOf: (text) => insteadOf(text, readGitConfig(`[url "${text}"]\n insteadOf = ${text}`) ?? []),
  hostOfAlias: (text) => hostOfAlias(text, readSshConfig(`Host ${text}\n  HostName ${text}`)),
  fitsWildcards: (text) => fitsWildcards('*a*b?', text),
  lintCleanupText: (text) => lintCleanupText(text, ['v1']),
  pathInProject: (text) => pathInProject(text, 'a/b', 'a/c'),
  matchingLines: (text) => matchingLines(text, 'a', 100),
  glabHosts: (text) => glabHosts(text, 0),
  isSurelyOver: (text) => isSurelyOver(text, 0),
  isOfSameDomain: (text) => isOfSameDomain(text, 'g.example'),
  isLocation: (text) => isLocation(text, 'tag'),
  fieldOf: (text) => fieldOf({ [text]: text }, text),
  shellAt: (text) => shellAt(text, 0),
  compareVersions: (text) =>
    ['deb', 'rpm', 'apk', 'npm', 'pypi'].map((type) => compareVersions(type, text, '1.0')),
  readSbom: (text) =>
    [text, JSON.stringify({ bomFormat: text, components: [{ name: text, purl: text }] })].map((one) =>
      readSbom(one, (packed) => packed),
    ),
  mergeRecipe: (text) => mergeRecipe(text, 'job:\n  stage: test\n', { stageOf: (stage) => stage }),
  expandCi: (text) => expandCi(text, () => undefined),
  expandShell: (text) =>
    (['\\', '`', '$'] as const).map((escape) => expandShell(text, { escape, lookup: () => undefined })),
  mentionsIn: (text) =>
    [
      'Dockerfile',
      '.gitlab-ci.yml',
      'compose.yaml',
      'deploy.yaml',
      'values.yaml',
      'docker-bake.hcl',
      'kustomization.yaml',
      '.env',
      'devcontainer.json',
      'x.sh',
      'x.md',
    ].map((path) => mentionsIn(`${text}\nimage: ${location}:1`, { location, name: '' }, { path })),
  mayNameImages: (text) => mayNameImages(text, ['r.example']),
  namesHost: (text) => namesHost(text, ['r.example']),
  textMentions: (text) => textMentions(text, [location]),
  changedByYaml: (text) => (['ruby', 'go'] as const).map((reader) => changedByYaml(text, reader)),
  snippetImageOf: (text) => snippetImageOf(text, 'tag', {}),
  judgeCommit: (text) => judgeCommit(text, [{ type: 'branch', name: text }], []),
  judgeStale: (text) =>
    judgeStale(text, { protections: [], branches: new Map(), gitTags: new Map(), mergeRequests: new Map() }),
  readAge: (text) => readAge(text, 0),
  newerTags: (text) => newerTags(text, [{ name: text }, { name: '1.2.3' }]),
  compareDigits: (text) => compareDigits(text, '10'),
  failureOfFetch: (text) => failureOfFetch(new Error(text), 'connecting', 'g.example'),
  relativeTime: (text) => relativeTime(text, 0),
  visibleBlock: (text) => visibleBlock(text, 20_000),
  dockerfileOf: (text) => dockerfileOf(configOf(text)),
  sourceLinks: (text) =>
    sourceLinks(configOf(text).labels, { instanceUrl: 'https://g.example', projectPath: 'a/b', tag: text }),
  readManifest: (text) =>
    readManifest(
      {
        schemaVersion: 2,
        config: { mediaType: text, digest, size: 1 },
        layers: [{ mediaType: text, digest, size: 1, annotations: { [text]: text } }],
        annotations: { [text]: text },
      },
      'application/vnd.oci.image.manifest.v1+json',
    ),
  rewriteUnsupported: (text) => rewriteUnsupported('delete', { delete: text, keep: text }),
  namesOf: (text) => namesOf([{ host: 'r.example', path: text, tag: text }]),
  insertionFor: (text) =>
    insertionFor(
      [{ host: 'r.example', path: 'a/b', tag: '1' }],
      { kind: 'helmValues', before: text, after: text },
      'docker',
    ),
  fillTemplate: (text) => fillTemplate(text, { image }),
  nextQuery: (text) => nextQuery(text, new URL('https://g.example/?page=1')),
  retryAfterMs: (text) => retryAfterMs(new Map([['retry-after', text]]) as unknown as Headers, 0),
  redact: (text) => redact(text, ['word-of-owner']),
  printableLine: (text) => printableLine(text, ['word-of-owner']),
  readImageConfig: configOf,
};

/** Functions that take a text and more which nobody else writes: whose words they are. */
export const ownTexts: Readonly<Record<string, string>> = {
  insideQuotes: 'gets the offsets that the JSON parser found in the same text',
  schemesFor: 'the host of a registry that was admitted, from a parsed reference',
  instanceOfRegistry: 'sends a request; the answer is read by parseChallenges and readJson',
  registryOfInstance: 'sends a request; the answer is read by parseInstanceUrl and nextQuery',
  shownPath: 'the path of a file of the person',
  glabKeychain: 'reads what a program prints; its JSON and YAML are read by glabHosts',
};

/** Readers whose texts were cut where they came in, in UTF-16 units: no longer ones reach them. */
export const shortTexts: Readonly<Record<string, number>> = {
  // `pattern` of src/net/shapes.ts; the pages take no longer ones either.
  ...Object.fromEntries(
    [
      'compileCleanupPattern',
      'compileProtectionPattern',
      'describePattern',
      'grouped',
      'lintCleanupText',
      'lintProtection',
      'lintProtectionText',
      'patternTokens',
      'rewriteUnsupported',
      'spellOut',
      'topLevelAlternatives',
      'wholeNamePattern',
    ].map((name) => [name, 5000]),
  ),
};

/** What stood in the reports, and whatever begins something that the readers look for. */
export const foreignPieces: readonly string[] = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  '/',
  ':',
  '@',
  '.',
  '-',
  '_',
  '#',
  '?',
  '&&',
  '"',
  "'",
  '\\',
  '=',
  '<',
  '>',
  '[',
  '](',
  ')',
  '{',
  '|',
  '*',
  '+',
  ',',
  ';',
  'a',
  'A',
  '1',
  '\u0000',
  '\u202e',
  '\ud800',
  'RUN ',
  '/bin/sh -c ',
  '#(nop) ',
  '# buildkit',
  'https://',
  'token',
  'Bearer ',
  'authorization:',
  'rel="next"',
  'sha256:',
  '[remote "origin"]\n',
  'url = ',
  'command:',
];
