/** A refusal that becomes the answer. */
export class RestError extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`REST answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** `{"message":"404 Project Not Found"}`. */
export function notFound(what?: string): RestError {
  return new RestError(404, { message: what === undefined ? '404 Not Found' : `404 ${what} Not Found` });
}

/** `{"message":"403 Forbidden"}`, or with the reason behind a dash. */
export function forbidden(reason?: string): RestError {
  return new RestError(403, {
    message: reason === undefined ? '403 Forbidden' : `403 Forbidden - ${reason}`,
  });
}

/** `{"message":"401 Unauthorized"}`. */
export function unauthorized(): RestError {
  return new RestError(401, { message: '401 Unauthorized' });
}

/** Grape's complaint about a parameter: `{"error":"keep_n is invalid"}`. */
export function badParameter(message: string): RestError {
  return new RestError(400, { error: message });
}
