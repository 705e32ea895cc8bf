import { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendReply } from './deformedBody.ts';
import type { FaultAction } from './faultAction.ts';

/** A request with what would have answered it. */
interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
}

/**
 * Takes a request whole, answers it as told (or cuts it, or is silent), and has it done later by the real handler, whose answer
 * nobody hears: a proxy in front of a slow server. Resolves when it is done.
 */
export async function actLate(
  { ms, answer }: Extract<FaultAction, { readonly kind: 'late' }>,
  { request, response, handler }: Waiting,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  if (answer === 'reset') request.socket.destroy();
  else if (answer !== 'silence') sendReply(response, answer);
  await sleep(ms);
  const again = copyOf(request, Buffer.concat(parts));
  await handler(again, unheard(again));
}

/** The same request once more, on no connection. */
function copyOf(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion } = request;
  Object.assign(copy, { method, url, headers, rawHeaders, httpVersion, complete: true });
  copy.push(body);
  copy.push(null);
  return copy;
}

/** An answer that goes nowhere and is over when it ends. */
function unheard(request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  response.write = () => true;
  response.end = () => {
    response.emit('close');
    return response;
  };
  return response;
}
