import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerCertificate } from './privateCa.ts';

/** A server on loopback that is listening. */
export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:port`, or `https://…`. */
  readonly origin: string;
  /** Cuts connections that are still open. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, on any free port unless one is given; with TLS where there is a certificate. */
export async function listen(
  listener: RequestListener,
  options: { readonly port?: number | undefined; readonly certificate?: ServerCertificate | undefined } = {},
): Promise<Listening> {
  const { certificate } = options;
  const server: Server = certificate
    ? createTlsServer({ key: certificate.key, cert: certificate.certificate }, listener)
    : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
