import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { lookupService } from 'node:dns/promises';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import forge from 'node-forge';

import { LOOPBACK } from '../processes/start-on-free-port';

const VALID_DAYS = 2;
const KEY_BITS = 2048;
const SUBJECT_ALTERNATIVE_NAME = 2;
const SUBJECT_ALTERNATIVE_IP = 7;

/** PEM files of a server certificate for the loopback address. */
export interface ServerCertificate {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Key and certificate in one file, as Java reads a key store from PEM. */
  readonly keystoreFile: string;
}

/** A throwaway authority of one run. */
export interface CertificateAuthority {
  readonly caFile: string;
  /** Makes a certificate and its key below a folder. */
  issue(directory: string): ServerCertificate;
}

/**
 * Makes an authority, so that clients can verify a local server as strictly as a deployed one: chain, and address
 * against the certificate. Its key never leaves this process.
 */
export async function createAuthority(directory: string): Promise<CertificateAuthority> {
  const authority = newKey();
  const issuer = [{ name: 'commonName', value: 'Tributary local run' }];
  const certificate = newCertificate(authority.publicKey, issuer, issuer, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  certificate.sign(authority.privateKey, forge.md.sha256.create());
  const caFile = writePem(directory, 'ca.pem', forge.pki.certificateToPem(certificate));

  const names = await loopbackNames();
  const issue = (serverDirectory: string): ServerCertificate => {
    const server = newKey();
    const leaf = newCertificate(server.publicKey, [{ name: 'commonName', value: LOOPBACK }], issuer, [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: SUBJECT_ALTERNATIVE_IP, ip: LOOPBACK },
          ...names.map((value) => ({ type: SUBJECT_ALTERNATIVE_NAME, value })),
        ],
      },
    ]);
    leaf.sign(authority.privateKey, forge.md.sha256.create());
    const certificatePem = forge.pki.certificateToPem(leaf);
    const pkcs8 = forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(server.privateKey));
    return {
      caFile,
      certificateFile: writePem(serverDirectory, 'server.pem', certificatePem),
      keyFile: writePem(serverDirectory, 'server-key.pem', forge.pki.privateKeyToPem(server.privateKey)),
      keystoreFile: writePem(
        serverDirectory,
        'server-keystore.pem',
        forge.pki.privateKeyInfoToPem(pkcs8) + certificatePem,
      ),
    };
  };
  return { caFile, issue };
}

/**
 * Names that this computer gives to the loopback address. Debezium's binlog reader asks for the name of the address it
 * was given, and verifies that one.
 */
async function loopbackNames(): Promise<string[]> {
  const { hostname } = await lookupService(LOOPBACK, 0);
  return [...new Set(['localhost', hostname])].filter((name) => name !== LOOPBACK);
}

function writePem(directory: string, name: string, pem: string): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, name);
  writeFileSync(path, pem, { mode: 0o600 });
  return path;
}

function newKey(): { publicKey: forge.pki.rsa.PublicKey; privateKey: forge.pki.rsa.PrivateKey } {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return {
    publicKey: forge.pki.publicKeyFromPem(pair.publicKey) as forge.pki.rsa.PublicKey,
    privateKey: forge.pki.privateKeyFromPem(pair.privateKey) as forge.pki.rsa.PrivateKey,
  };
}

function newCertificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = newSerialNumber().toString('hex');
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000);
  certificate.validity.notAfter = new Date(Date.now() + VALID_DAYS * 86_400_000);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  return certificate;
}

/** @param bytes of chance */
export function newSerialNumber(bytes: Buffer = randomBytes(16)): Buffer {
  const serial = Buffer.from(bytes);
  // Positive, and not padded: a strict reader refuses a zero before a byte that needs none.
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);
  return serial;
}
