import type { ServerResponse } from 'node:http';

/** Status and message of each code (reg: registry/api/v2/errors.go, registry/api/gitlab/v1/errors.go). */
const errors = {
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  BLOB_UPLOAD_UNKNOWN: [404, 'blob upload unknown to registry'],
  CONTENT_RANGE_INVALID: [416, 'invalid content range'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  IMMUTABLE_TAG: [401, 'immutable tag'],
  INVALID_QUERY_PARAMETER_TYPE: [400, 'invalid query parameter value type'],
  INVALID_QUERY_PARAMETER_VALUE: [400, 'invalid query parameter value'],
  MANIFEST_BLOB_UNKNOWN: [400, 'blob unknown to registry'],
  MANIFEST_INVALID: [400, 'manifest invalid'],
  MANIFEST_REFERENCED: [409, 'manifest referenced by a manifest list'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  PROTECTED_MANIFEST: [401, 'manifest is protected'],
  PROTECTED_TAG: [401, 'tag is protected'],
  UNAUTHORIZED: [401, 'authentication required'],
} as const satisfies Record<string, readonly [number, string]>;

/** A refusal in the registry's own words; thrown by handlers, written by the router. */
export class RegistryError extends Error {
  readonly code: keyof typeof errors;
  readonly detail: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: keyof typeof errors,
    options: { detail?: unknown; message?: string; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(options.message ?? errors[code][1]);
    this.code = code;
    this.detail = options.detail;
    this.headers = options.headers ?? {};
  }

  /** Writes `{"errors":[{code,message,detail}]}` with the status of the code. */
  send(response: ServerResponse): void {
    const { code, message, detail, headers } = this;
    response.writeHead(errors[code][0], { 'content-type': 'application/json', ...headers });
    response.end(`${JSON.stringify({ errors: [{ code, message, detail }] })}\n`);
  }
}
