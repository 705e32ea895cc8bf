import * as v from 'valibot';
import { Failure } from '../base/failure.ts';

/** Turns JSON of unknown shape into what a schema promises. Throws `wrongShape` with the path of the first wrong field. */
export function decode<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: { readonly name: string; readonly host: string },
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = (v.getDotPath(issue) ?? '').slice(0, 100);
  const field = path === '' ? what.name : `${what.name}.${path}`;
  throw new Failure('invalid', `${what.host}: ${field} is not ${issue.expected ?? 'as expected'}`, {
    code: 'wrongShape',
    host: what.host,
    field,
  });
}

/** Without the keys whose value is `undefined`, as `exactOptionalPropertyTypes` wants optional fields. */
export function known<T extends object>(fields: T): Known<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<T>;
}

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
