import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';

/** Hands every request on to another server as it is, `Host` included, and its answer back as it is. */
export function reverseProxy(
  target: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { hostname, port } = new URL(target);
  return (request, response) =>
    new Promise((resolve) => {
      // Who has gone already never closes again.
      if (response.destroyed) {
        resolve();
        return;
      }
      const { method, url: path } = request;
      const scheme = 'encrypted' in request.socket ? 'https' : 'http';
      const headers = { ...request.headers, 'x-forwarded-proto': scheme };
      const onward = send({ hostname, port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => {
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end();
      });
      response.once('close', () => {
        onward.destroy();
        resolve();
      });
      request.pipe(onward);
    });
}
