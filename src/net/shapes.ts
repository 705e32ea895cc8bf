import * as v from 'valibot';
import { cut } from '../base/cut.ts';
import { withoutInvisible } from '../base/invisible.ts';
import { isDigest } from '../domain/digest.ts';
import { isRefName } from '../domain/gitRefName.ts';
import { isLocation, isProjectPath, isRepositoryPath, isTagName } from '../domain/imageReference.ts';

/** UTF-16 units. GitLab keeps 255 of a policy's and of a rule's. */
const longestPattern = 5000;

/** The name of a tag as a server sends it. */
export const tagName = v.pipe(v.string(), v.check(isTagName));

/** The path of a repository, without a tag. */
export const repositoryPath = v.pipe(v.string(), v.check(isRepositoryPath));

/** The name of a repository below its project: empty, or a path of its own. */
export const repositoryName = v.pipe(
  v.string(),
  v.check((text) => text === '' || isRepositoryPath(text.toLowerCase())),
);

/** `registry.host[:port]/group/project[/image]`: it is copied, put on command lines and asked for tokens. */
export const repositoryLocation = v.pipe(
  v.string(),
  v.check((text) => isLocation(text, 'repository')),
);

/** `group/project[/image]:tag`. */
export const tagPath = v.pipe(
  v.string(),
  v.check((text) => isLocation(`registry/${text}`, 'tag')),
);

/** `registry.host[:port]/group/project[/image]:tag`. */
export const tagLocation = v.pipe(
  v.string(),
  v.check((text) => isLocation(text, 'tag')),
);

/** `registry.host[:port]/group/project` where it may be missing; what is none is not known. */
export const optionalLocation = unlessOdd((text) => isLocation(text, 'repository'));

/** The full path of a group or project. */
export const projectPath = v.pipe(v.string(), v.check(isProjectPath));

/** A number that GitLab gives to something. */
export const identifier = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** How many, or how many bytes, where it has to be there. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * How many, or how many bytes; GraphQL's BigInt comes as text. What can be no count (`1e999`, −5, 1.5) is not known: one odd
 * number is no reason to show nothing of a list.
 */
export const optionalCount = v.pipe(
  v.nullish(v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))])),
  v.transform((count) =>
    Number.isSafeInteger(count) && (count ?? -1) >= 0 ? (count ?? undefined) : undefined,
  ),
);

/** The address of a page for people. */
export const webUrl = v.pipe(v.string(), v.maxLength(2048), v.regex(/^https?:\/\/[^\s"'<>\\]+$/i));

/** A digest that can be verified. */
export const digest = v.pipe(v.string(), v.check(isDigest));
/** The same where it may be missing; what is none is not known. */
export const optionalDigest = unlessOdd(isDigest);

/** A text that is one of a few, or unknown where it is anything else: missing, of another type, too long, of other characters. */
function unlessOdd(isSound: (text: string) => boolean) {
  return v.pipe(
    v.optional(v.unknown()),
    v.transform((text) => (typeof text === 'string' && isSound(text) ? text : undefined)),
  );
}

/** A point in time or a day as GitLab and registries write it (ISO 8601); what is none is not known. */
export const optionalDate = unlessOdd(
  (text) =>
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?$/i.test(
      text,
    ) && !Number.isNaN(Date.parse(text)),
);

/** A media type, without the limits of a registry's list. Source: RFC 6838, 4.2: two names of at most 127 characters. */
export const optionalMediaType = unlessOdd((text) =>
  /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?:;[ -~]{0,127})?$/.test(text),
);

/** A word of an API that may learn new ones, such as a state, a role or `90d`. */
export const word = v.pipe(v.string(), v.regex(/^\w{1,64}$/));
/** The same where it may be missing. An odd one is a wrong field: a level that is not known is not no level. */
export const optionalWord = v.pipe(
  v.nullish(word),
  v.transform((text) => text ?? undefined),
);

/** The hex digits of a digest without its algorithm, where they may be missing. */
export const optionalHex = unlessOdd((text) => /^[0-9a-f]{64}$/.test(text));

/** Scopes of a token. What can be none is left out: no scope that we look for is like it. Source: GitLab docs, "Token scopes". */
export const scopeNames = v.pipe(
  v.array(v.unknown()),
  v.transform((all) =>
    all
      .slice(0, 200)
      .filter((scope): scope is string => typeof scope === 'string' && /^[\w:*.-]{1,64}$/.test(scope)),
  ),
);

/** What people call something, for people: one line without what shows nothing, at most 255 characters as in GitLab's database. */
export const displayName = v.pipe(
  v.string(),
  v.transform((text) => withoutInvisible(cut(text, 255), ' ')),
);
/** The same where it may be missing. */
export const optionalDisplayName = v.pipe(
  v.nullish(displayName),
  v.transform((text) => text ?? undefined),
);

/**
 * The name that somebody, a bot or a deploy token signs in with; it stands in commands and headers. Sources: GitLab
 * `lib/gitlab/path_regex.rb`; `app/models/deploy_token.rb`.
 */
export const userName = v.pipe(v.string(), v.regex(/^[\w.+-]{1,255}$/));

/** The name of a branch or git tag. */
export const refName = v.pipe(v.string(), v.check(isRefName));

/** A pattern of a rule or policy. A longer one than GitLab keeps is none that it sent; cut it would mean something else. */
export const optionalPattern = v.pipe(
  v.nullish(v.pipe(v.string(), v.maxLength(longestPattern))),
  v.transform((text) => text ?? undefined),
);
/** The same where it has to be there. */
export const pattern = v.pipe(v.string(), v.maxLength(longestPattern));

/** GraphQL's name for something with a number, such as `gid://gitlab/ContainerRepository/7`; the number. */
export function globalIdOf(model: string) {
  return v.pipe(
    v.string(),
    v.startsWith(`gid://gitlab/${model}/`),
    v.transform((id) => id.slice(id.lastIndexOf('/') + 1)),
    v.regex(/^\d{1,15}$/),
    v.transform(Number),
  );
}

/** What an instance says its version is, such as `19.4.0-pre`. */
export const versionName = v.pipe(v.string(), v.regex(/^[\w.+~-]{1,64}$/));

/** Where a page of a list goes on; opaque. */
export const cursor = v.nullish(v.pipe(v.string(), v.maxLength(4096)));

/** A text that decides nothing and is shown by its beginning, in UTF-16 units. */
export function shortText(most: number) {
  return v.pipe(
    v.string(),
    v.transform((text) => cut(text, most)),
  );
}

/** The value of a token: something else can be none in a header of one line. */
export const tokenValue = v.pipe(v.string(), v.regex(/^[\u0021-\u007e]{8,1000}$/));

/** A number that GraphQL writes as text. */
export const numberInText = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

/** The token of a registry; what is in it is read by whom it is for. */
export const registryToken = v.pipe(v.string(), v.maxLength(64 * 1024), v.regex(/^[\w.~+/=-]+$/));

/** A number that is only compared. */
export const anyNumber = v.number();
/** A text that is only compared, or cleaned and cut by who shows it. */
export const anyText = v.string();
/** What something refused says, sentence by sentence; to be cleaned and cut by who shows it. */
export const sentences = v.nullish(v.array(anyText));
