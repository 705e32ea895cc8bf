import { parseGitRemote } from '../../src/domain/accounts/gitRemote.ts';
import { remotesOfGitConfig } from '../../src/domain/accounts/gitRemotes.ts';
import { parseInstanceUrl } from '../../src/domain/accounts/instanceUrl.ts';
import { rewriteUnsupported } from '../../src/domain/cleanup/rewrite.ts';
import { registryServer } from '../../src/domain/foreign/registryServer.ts';
import { readSimpleYaml } from '../../src/domain/foreign/simpleYaml.ts';
import { dockerfileOf } from '../../src/domain/images/dockerfile.ts';
import { readImageConfig } from '../../src/domain/images/imageConfig.ts';
import { instructionOf } from '../../src/domain/images/instruction.ts';
import { sourceLinks } from '../../src/domain/images/sourceLinks.ts';
import { isLocation, parseImageReference } from '../../src/domain/imageReference.ts';
import { parsePlace } from '../../src/domain/namedPlace.ts';
import { readCiFile } from '../../src/domain/references/ci/readCiFile.ts';
import { insertionFor } from '../../src/domain/snippets/insertion.ts';
import { fillTemplate } from '../../src/domain/snippets/template.ts';
import { namesOf } from '../../src/domain/snippets/snippetImage.ts';
import { readTagName } from '../../src/domain/stale/readTagName.ts';
import { refSlug } from '../../src/domain/stale/refSlug.ts';
import { nextQuery } from '../../src/net/links.ts';
import { printableLine, redact } from '../../src/net/redact.ts';
import { retryAfterMs } from '../../src/net/retry.ts';
import { parseChallenges } from '../../src/registry/challenge.ts';
import { readManifest } from '../../src/registry/documents.ts';
import { inert } from '../../src/ui/text/inert.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const image = { host: 'r.example', path: 'a/b', tag: '1' };

/** A config that says one text wherever it can say one. */
const configOf = (text: string) =>
  readImageConfig({
    history: [{ created_by: text, comment: text }],
    config: { Labels: { [text]: text, 'org.opencontainers.image.source': `https://g.example/${text}` } },
  });

/** Everything that reads a text of somebody else's, by its name. */
export const foreignParsers: Readonly<Record<string, (text: string) => unknown>> = {
  parseImageReference,
  isLocation: (text) => isLocation(text, 'tag'),
  parsePlace,
  parseInstanceUrl,
  parseGitRemote,
  remotesOfGitConfig,
  registryServer,
  readSimpleYaml,
  readCiFile,
  readImageConfig: configOf,
  instructionOf,
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
  readTagName,
  refSlug,
  nextQuery: (text) => nextQuery(text, new URL('https://g.example/?page=1')),
  retryAfterMs: (text) => retryAfterMs(new Map([['retry-after', text]]) as unknown as Headers, 0),
  parseChallenges,
  redact: (text) => redact(text, ['word-of-owner']),
  printableLine: (text) => printableLine(text, ['word-of-owner']),
  inert,
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
