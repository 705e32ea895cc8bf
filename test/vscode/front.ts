import { createServer, request as forward, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** A web server before another one on this machine. */
export interface Front {
  readonly port: number;
  /** Answers a path with an HTML page of ours instead of passing it on. */
  serve(path: string, html: string): void;
  close(): void;
}

/** Passes requests and web sockets on to a port of this machine, but for the pages that are given to it. */
export async function startFront(targetPort: number): Promise<Front> {
  const pages = new Map<string, string>();
  const target = { host: '127.0.0.1', port: targetPort };
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      return;
    }
    const { method, url, headers } = request;
    const passed = forward({ ...target, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
    const passed = connect(target, () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      }
      passed.write(`${lines.join('\r\n')}\r\n\r\n`);
      passed.write(head);
      socket.pipe(passed).pipe(socket);
    });
    passed.on('error', () => socket.destroy());
    socket.on('error', () => passed.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serve: (path, html) => void pages.set(path, html),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
