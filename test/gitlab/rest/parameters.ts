import { badParameter } from './restError.ts';

/** The parameters of one request: path, query and body (JSON or form) together, read the way Grape coerces them. */
export class Parameters {
  readonly #path: Readonly<Record<string, string>>;
  readonly #given: Readonly<Record<string, unknown>>;

  constructor(path: Readonly<Record<string, string>>, given: Readonly<Record<string, unknown>>) {
    this.#path = path;
    this.#given = given;
  }

  /** A part of the path, decoded. */
  path(name: string): string {
    return this.#path[name] ?? '';
  }

  /** A numeric part of the path; 400 otherwise. */
  pathNumber(name: string): number {
    const value = this.path(name);
    if (!/^\d+$/.test(value)) throw badParameter(`${name} is invalid`);
    return Number(value);
  }

  /** Was it sent at all, null included? */
  has(name: string): boolean {
    return Object.hasOwn(this.#given, name);
  }

  /** Undefined where absent or null. */
  text(name: string): string | undefined {
    const value = this.#given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw badParameter(`${name} is invalid`);
  }

  /** Words of an array, or of a text with commas; undefined where absent or null. */
  words(name: string): readonly string[] | undefined {
    const value = this.#given[name];
    if (!Array.isArray(value)) return this.text(name)?.split(',').filter(Boolean);
    if (!value.every((word) => typeof word === 'string')) throw badParameter(`${name} is invalid`);
    return value;
  }

  /** Undefined where absent, null or empty; 400 where it is no integer. */
  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (!/^-?\d+$/.test(value)) throw badParameter(`${name} is invalid`);
    return Number(value);
  }

  /** Undefined where absent; 400 where it is no boolean. */
  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (/^(true|t|1|on|yes)$/i.test(value)) return true;
    if (/^(false|f|0|off|no)$/i.test(value)) return false;
    throw badParameter(`${name} is invalid`);
  }

  /** 400 where it is none of the allowed words. */
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw badParameter(`${name} does not have a valid value`);
    return found;
  }

  /** A text that has to be there: 400 where it is absent. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw badParameter(`${name} is missing`);
    return value;
  }

  /** `YYYY-MM-DD` of a date or time; undefined where absent, null or empty, 400 where it is neither. */
  day(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    const time = Date.parse(value);
    if (!/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(time)) throw badParameter(`${name} is invalid`);
    return new Date(time).toISOString().slice(0, 10);
  }

  /** A nested object such as `container_expiration_policy_attributes`. */
  nested(name: string): Parameters | undefined {
    const value = this.#given[name];
    if (typeof value !== 'object' || value === null) return undefined;
    return new Parameters(this.#path, value as Record<string, unknown>);
  }
}

/** Query and body as one record; `a[b]=c` nests. A body that is no JSON object is refused as Grape does. */
export function collectParameters(
  query: URLSearchParams,
  contentType: string,
  body: string,
): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, value] of query) put(given, name, value);
  if (body === '') return given;
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body)) put(given, name, value);
    return given;
  }
  if (!contentType.startsWith('application/json')) {
    throw badParameter("The provided content-type '" + contentType + "' is not supported.");
  }
  return { ...given, ...parseObject(body) };
}

function put(given: Record<string, unknown>, name: string, value: string): void {
  const nested = /^(\w+)\[(\w+)\]$/.exec(name);
  if (!nested) {
    given[name] = value;
    return;
  }
  const [, outer = '', inner = ''] = nested;
  const there = given[outer];
  given[outer] = { ...(typeof there === 'object' ? there : {}), [inner]: value };
}

function parseObject(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Answered below like any other body that is no object.
  }
  throw badParameter('Invalid JSON');
}
