import * as v from 'valibot';
import { Failure } from '../base/failure.ts';
import { failureOf, jsonOf } from '../net/answers.ts';
import type { HttpResponse } from '../net/message.ts';

/** The JSON of an answer, decoded. Throws `notJson`, or `wrongShape` with the path of the first wrong field. */
export function decodeAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  response: HttpResponse,
  name: string,
): v.InferOutput<Schema> {
  const result = decodeValue(schema, jsonOf(response), name);
  if (!(result instanceof Failure)) return result.value;
  throw failureOf(response, 'invalid', result.details);
}

/** A value decoded, or the failure that names the wrong field. */
export function decodeValue<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  name: string,
): { readonly value: v.InferOutput<Schema> } | Failure {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { value: result.output };
  const path = (v.getDotPath(result.issues[0]) ?? '').slice(0, 100);
  const field = path === '' ? name : `${name}.${path}`;
  return new Failure('invalid', `${field} has the wrong shape`, { code: 'wrongShape', field });
}
