/** One challenge of a `WWW-Authenticate` header. */
export interface Challenge {
  /** In lower case: `bearer`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const token = String.raw`[!#$%&'*+.^\`|~\w-]+`;
const parameter = new RegExp(String.raw`^(${token})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(${token}))\s*(?:,\s*|$)`);
const schemeStart = new RegExp(String.raw`^(${token})(?:\s+|,\s*|$)`);
const token68 = /^[\w.~+/-]+=*\s*(?:,\s*|$)/;

/**
 * Reads a `WWW-Authenticate` header (RFC 7235 4.1): any number of challenges, their parameters in any order, quoted or not,
 * commas inside quotes. Reading stops where the header stops making sense; what came before counts.
 * Example: `bearer service="a,b", realm="https://host/jwt/auth"`.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: OpenChallenge[] = [];
  let rest: string | undefined = header.slice(0, 8192).replace(/^[\s,]+/, '');
  while (rest !== undefined && rest !== '')
    rest = readParameter(rest, challenges.at(-1)) ?? readScheme(rest, challenges);
  return challenges;
}

interface OpenChallenge extends Challenge {
  readonly parameters: Map<string, string>;
}

/** Takes `name=value` off the front into the challenge; `undefined` where there is none. */
function readParameter(rest: string, challenge: OpenChallenge | undefined): string | undefined {
  const [pair, name = '', quoted, plain = ''] = parameter.exec(rest) ?? [];
  if (pair === undefined || challenge === undefined) return undefined;
  challenge.parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain);
  return rest.slice(pair.length);
}

/** Takes the name of a scheme off the front and opens a challenge; `undefined` where there is none. */
function readScheme(rest: string, challenges: OpenChallenge[]): string | undefined {
  const [start, scheme = ''] = schemeStart.exec(rest) ?? [];
  if (start === undefined || parameter.test(rest)) return undefined;
  challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
  return skipToken68(rest.slice(start.length));
}

/** Some schemes carry one bare value instead of parameters (`Negotiate abc==`); a scheme's name looks the same up to a space. */
function skipToken68(rest: string): string {
  const isParameter = parameter.test(rest);
  const [bare] = token68.exec(rest) ?? [];
  const isAlone = bare !== undefined && (bare.length === rest.length || /,\s*$/.test(bare));
  return !isParameter && isAlone ? rest.slice(bare.length) : rest;
}
