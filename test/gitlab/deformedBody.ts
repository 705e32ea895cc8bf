import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultAction, PlainReply } from './faultAction.ts';

type Deformation = Extract<
  FaultAction,
  { kind: 'slowBody' | 'cutBody' | 'rewrite' | 'actedBut' | 'reset' | 'silence' }
>;

/** Holds back what a handler writes, and when it ends lets it out in the way the fault says. */
export function deform(response: ServerResponse, fault: Deformation): void {
  const parts: Buffer[] = [];
  const original = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  };
  const keep = (part: unknown): void => {
    if (typeof part === 'string') parts.push(Buffer.from(part));
    else if (part instanceof Uint8Array) parts.push(Buffer.from(part));
  };
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    setHeaders(response, rest.at(-1));
    return response;
  };
  response.write = ((part: unknown) => {
    keep(part);
    return true;
  }) as typeof response.write;
  response.end = ((part?: unknown) => {
    keep(part);
    Object.assign(response, original);
    void release(response, Buffer.concat(parts), fault);
    return response;
  }) as typeof response.end;
}

function setHeaders(response: ServerResponse, headers: unknown): void {
  if (typeof headers !== 'object' || headers === null) return;
  for (const [name, value] of Object.entries(headers as OutgoingHttpHeaders)) {
    if (value !== undefined) response.setHeader(name, value satisfies OutgoingHttpHeader);
  }
}

async function release(response: ServerResponse, body: Buffer, fault: Deformation): Promise<void> {
  switch (fault.kind) {
    case 'silence':
      return;
    case 'reset':
      response.socket?.destroy();
      return;
    case 'rewrite':
      rewrite(response, body, fault);
      return;
    case 'actedBut':
      sendInstead(response, fault);
      return;
    case 'cutBody':
      // An answer without a body announces one, or there would be nothing to cut.
      response.setHeader('content-length', Math.max(body.length, fault.afterBytes + 1));
      response.flushHeaders();
      response.write(body.subarray(0, fault.afterBytes), () => response.socket?.destroy());
      return;
    case 'slowBody':
      await sendSlowly(response, body, fault);
  }
}

function rewrite(
  response: ServerResponse,
  body: Buffer,
  { headers = {}, body: change }: Extract<Deformation, { kind: 'rewrite' }>,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendWhole(response, change ? Buffer.from(change(body.toString())) : body);
}

/** A whole answer; plain text unless its headers say otherwise. */
export function sendReply(response: ServerResponse, { status, headers, body = '' }: PlainReply): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
}

function sendInstead(response: ServerResponse, reply: PlainReply): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  sendReply(response, reply);
}

function sendWhole(response: ServerResponse, body: Buffer): void {
  response.setHeader('content-length', body.length);
  response.end(body);
}

async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  { pauseMs, pieceBytes }: Extract<Deformation, { kind: 'slowBody' }>,
): Promise<void> {
  response.setHeader('content-length', body.length);
  response.flushHeaders();
  for (let at = 0; at < body.length; at += pieceBytes) {
    await sleep(pauseMs);
    if (response.destroyed) return;
    response.write(body.subarray(at, at + pieceBytes));
  }
  response.end();
}
