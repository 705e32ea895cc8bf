import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Key and certificate in PEM. */
export interface ServerTls {
  readonly key: string;
  readonly cert: string;
}

/** A server that listens on loopback. */
export interface RunningServer {
  /** `host:port` */
  readonly host: string;
  /** `http://host:port` or `https://…`, without a slash at the end. */
  readonly url: string;
  /** Ends open connections, too. */
  close(): Promise<void>;
}

/** Where to listen. Port 0 (or none) takes a free one; the host name is only what the server calls itself. */
interface ListenOptions {
  readonly port?: number | undefined;
  readonly hostname?: string | undefined;
  readonly tls?: ServerTls | undefined;
}

/** Starts to listen on 127.0.0.1. */
export async function listen(
  handler: RequestListener,
  { port = 0, hostname = '127.0.0.1', tls }: ListenOptions = {},
): Promise<RunningServer> {
  const server: Server = tls ? createTlsServer(tls, handler) : createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const host = `${hostname}:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `${tls ? 'https' : 'http'}://${host}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Puts a log and faults in front of a server's handler. */
export type WrapHandler = (
  handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
  host: 'registry' | 'storage',
) => RequestListener;

/** The handler as it is; where it fails, the request is answered 500. */
export const unwrapped: WrapHandler = (handler) => (request, response) => {
  void (async () => {
    try {
      await handler(request, response);
    } catch (error) {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  })();
};

/** The address of a path on the server that the request came to. */
export function absoluteUrl(request: IncomingMessage, path: string): string {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  return `${scheme}://${request.headers.host ?? ''}${path}`;
}
