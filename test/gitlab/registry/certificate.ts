import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';

const sha256WithRsa = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
const commonName = [0x55, 0x04, 0x03];

/** One DER element: tag, length in its shortest form, content. */
function der(tag: number, ...content: readonly (Uint8Array | readonly number[])[]): Buffer {
  const body = Buffer.concat(content.map((part) => Uint8Array.from(part)));
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 + length.length]), length, body]);
}

function utcTime(date: Date): Buffer {
  return der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

/**
 * A self-signed X.509 certificate (version 3, SHA-256 with RSA) in PEM, valid from 2020 to 2049: what a registry's
 * `rootcertbundle` wants to see around the public half of `privateKey`.
 */
export function selfSignedCertificate(privateKey: KeyObject, name: string): string {
  const algorithm = der(0x30, der(0x06, sha256WithRsa), [0x05, 0x00]);
  const subject = der(0x30, der(0x31, der(0x30, der(0x06, commonName), der(0x0c, Buffer.from(name)))));
  // The first octet of a serial number must neither be 0 nor have its top bit set.
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(8)]);
  const content = der(
    0x30,
    der(0xa0, der(0x02, [0x02])),
    der(0x02, serial),
    algorithm,
    subject,
    der(0x30, utcTime(new Date('2020-01-01')), utcTime(new Date('2049-01-01'))),
    subject,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, privateKey);
  const base64 = der(0x30, content, algorithm, der(0x03, [0x00], signature)).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
