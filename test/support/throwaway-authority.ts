import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';

const DAY_MS = 86_400_000;
const IP_NAME = 7;

export interface ThrowawayCertificates {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Writes a certificate authority and a server certificate for one IP address into `folder`, both good for a day. */
export function createCertificates(folder: string, ip: string): ThrowawayCertificates {
  const issuer = [{ name: 'commonName', value: 'Throwaway authority' }];
  const authority = forge.pki.rsa.generateKeyPair(2048);
  const ca = certificate(authority.publicKey, issuer, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  const server = forge.pki.rsa.generateKeyPair(2048);
  const leaf = certificate(
    server.publicKey,
    [{ name: 'commonName', value: 'server' }],
    [{ name: 'subjectAltName', altNames: [{ type: IP_NAME, ip }] }],
  );
  for (const signed of [ca, leaf]) {
    signed.setIssuer(issuer);
    signed.sign(authority.privateKey, forge.md.sha256.create());
  }
  const write = (name: string, pem: string): string => {
    const file = join(folder, name);
    writeFileSync(file, pem);
    return file;
  };
  return {
    caFile: write('ca.pem', forge.pki.certificateToPem(ca)),
    certificateFile: write('server.pem', forge.pki.certificateToPem(leaf)),
    keyFile: write('server-key.pem', forge.pki.privateKeyToPem(server.privateKey)),
  };
}

function certificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const created = forge.pki.createCertificate();
  created.publicKey = publicKey;
  created.serialNumber = `0${Math.floor(Math.random() * 1e9)}`;
  created.validity.notBefore = new Date(Date.now() - DAY_MS);
  created.validity.notAfter = new Date(Date.now() + DAY_MS);
  created.setSubject(subject);
  created.setExtensions(extensions);
  return created;
}
