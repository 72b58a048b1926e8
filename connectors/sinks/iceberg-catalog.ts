import { secretReference } from '../fragments/config-providers';

const CATALOG = 'iceberg.catalog.';
const FILES_OF_S3 = 'org.apache.iceberg.aws.s3.S3FileIO';

/** Files whose place and rights the catalog hands out, table by table. */
export const VENDED = 'vended';

/** Where the tables of a sink are listed, as the sink is told of it. */
export type SinkCatalog =
  | {
      readonly kind: 'glue';
      /** `s3://<bucket>/<prefix>`, below which each table has a folder. */
      readonly warehouse: string;
    }
  | { readonly kind: 's3-tables'; readonly tableBucketArn: string }
  | RestCatalog;

/** A catalog by Iceberg's REST protocol that is there already, and is reached from where connectors run. */
export interface RestCatalog {
  /** What tells it from others. */
  readonly kind: 'rest';
  /** `https://<host>/<path>`, before `/v1/config`. Connectors are let out by HTTPS on its own port only. */
  readonly uri: string;
  /**
   * What the catalog calls the warehouse that is meant, where it has several.
   *
   * @default - none: the only one that it has
   */
  readonly warehouse?: string;
  /**
   * `vended`: the catalog hands out a way to the files of each table. Otherwise `s3://<bucket>/<prefix>`, below which the catalog
   * has all of them, and the role of the connector may write there.
   */
  readonly files: string;
  /**
   * How the connector signs in.
   *
   * @default - not at all: the catalog lets in whoever reaches it
   */
  readonly signIn?: RestSignIn;
}

/** What a connector shows to a catalog: it is in a secret, and never in a template. */
export interface RestSignIn {
  /**
   * `credential`: `<id>:<secret>` of a client that gets tokens by OAuth2, and new ones before these end. `token`: one that is
   * valid for as long as the connector runs.
   */
  readonly by: 'credential' | 'token';
  /** Name of a secret of the same account and region, a flat JSON object that has it under `credential` or `token`. */
  readonly secretName: string;
  /**
   * Where tokens are got, `https://…`.
   *
   * @default - from the catalog itself, at `/v1/oauth/tokens`
   */
  readonly serverUri?: string;
  /**
   * What tokens are asked for.
   *
   * @default - `catalog`
   */
  readonly scope?: string;
}

/** Keys of the sink by which it finds its catalog, and writes files. */
export function catalogKeys(catalog: SinkCatalog, region: string): Record<string, string> {
  const keys = { ...keysOf(catalog, region), 'io-impl': FILES_OF_S3, 'client.region': region };
  return Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${CATALOG}${key}`, value]));
}

/** Names of the secrets that these keys refer to. */
export function catalogSecrets(catalog: SinkCatalog): string[] {
  return catalog.kind === 'rest' && catalog.signIn !== undefined ? [catalog.signIn.secretName] : [];
}

function keysOf(catalog: SinkCatalog, region: string): Record<string, string> {
  switch (catalog.kind) {
    case 'glue':
      return { 'catalog-impl': 'org.apache.iceberg.aws.glue.GlueCatalog', warehouse: catalog.warehouse };
    case 's3-tables':
      return {
        type: 'rest',
        uri: `https://s3tables.${region}.amazonaws.com/iceberg`,
        warehouse: catalog.tableBucketArn,
        'rest.auth.type': 'sigv4',
        'rest.auth.sigv4.delegate-auth-type': 'none',
        'rest.signing-name': 's3tables',
        'rest.signing-region': region,
        'rest-metrics-reporting-enabled': 'false',
        // What a commit left behind that another one was ahead of: only the bucket itself removes files.
        's3.delete-enabled': 'false',
      };
    case 'rest':
      return restKeys(catalog);
  }
}

function restKeys({ uri, warehouse, files, signIn }: RestCatalog): Record<string, string> {
  return {
    type: 'rest',
    uri,
    ...(warehouse === undefined ? {} : { warehouse }),
    ...(files === VENDED ? { 'header.X-Iceberg-Access-Delegation': 'vended-credentials' } : {}),
    ...(signIn === undefined ? { 'rest.auth.type': 'none' } : signInKeys(signIn)),
  };
}

function signInKeys({ by, secretName, serverUri, scope }: RestSignIn): Record<string, string> {
  return {
    'rest.auth.type': 'oauth2',
    [by]: secretReference(secretName, by),
    ...(serverUri === undefined ? {} : { 'oauth2-server-uri': serverUri }),
    ...(scope === undefined ? {} : { scope }),
  };
}
