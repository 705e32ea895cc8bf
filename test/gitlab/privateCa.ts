import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { ServerTls } from './registry/servers.ts';

/** A company's own certificate authority that no machine trusts by itself. */
export interface PrivateCa {
  /** PEM; what a client has to be given. */
  readonly caCertificate: string;
  /** For 127.0.0.1 and localhost. */
  readonly server: ServerTls;
}

const sha256WithEcdsa = objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const dayMs = 86_400_000;

/** A fresh CA and a server certificate of it, both valid from yesterday for a year by the real clock. */
export function createPrivateCa(name = 'Box private CA'): PrivateCa {
  const ca = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const basicConstraints = extension(
    objectId(0x55, 0x1d, 0x13),
    element(0x30, element(0x01, Buffer.from([0xff]))),
  );
  const alternativeNames = extension(
    objectId(0x55, 0x1d, 0x11),
    element(0x30, element(0x82, Buffer.from('localhost')), element(0x87, Buffer.from([127, 0, 0, 1]))),
  );
  const issue = (subject: string, key: KeyObject, extra: Buffer): string =>
    certificate({ issuer: name, subject, publicKey: key, signingKey: ca.privateKey, extension: extra });
  return {
    caCertificate: issue(name, ca.publicKey, basicConstraints),
    server: {
      key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: issue('127.0.0.1', server.publicKey, alternativeNames),
    },
  };
}

interface CertificateParts {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject;
  readonly extension: Buffer;
}

/** X.509 version 3, signed with ECDSA and SHA-256. */
function certificate(parts: CertificateParts): string {
  const algorithm = element(0x30, sha256WithEcdsa);
  const serial = randomBytes(9);
  serial[0] = 1;
  const content = element(
    0x30,
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, serial),
    algorithm,
    commonName(parts.issuer),
    element(0x30, utcTime(Date.now() - dayMs), utcTime(Date.now() + 365 * dayMs)),
    commonName(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, element(0x30, parts.extension)),
  );
  const signature = sign('sha256', content, parts.signingKey);
  const bytes = element(0x30, content, algorithm, element(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** One DER element: tag, length, content. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  // The shortest form is the only one that is DER; Go's programs insist.
  if (body.length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, body.length]), body]);
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body]);
}

function objectId(...bytes: readonly number[]): Buffer {
  return element(0x06, Buffer.from(bytes));
}

function commonName(name: string): Buffer {
  const attribute = element(0x30, objectId(0x55, 0x04, 0x03), element(0x0c, Buffer.from(name)));
  return element(0x30, element(0x31, attribute));
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

/** Critical. */
function extension(id: Buffer, value: Buffer): Buffer {
  return element(0x30, id, element(0x01, Buffer.from([0xff])), element(0x04, value));
}
