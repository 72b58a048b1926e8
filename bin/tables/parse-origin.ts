import { TablesError } from './tables-error';

/** Where tables are described. */
export type Origin = { readonly kind: 'dump'; readonly file: string } | LiveServer;

export type LiveServer = LiveMysql | LivePostgres;

interface Server {
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
}

export interface LiveMysql extends Server {
  readonly kind: 'mysql';
  /** The one whose tables are wanted; undefined for all that the user may see. */
  readonly schema: string | undefined;
}

export interface LivePostgres extends Server {
  readonly kind: 'postgres';
  /** Of several schemas; no session sees the tables of another. */
  readonly database: string;
}

const FORMS = { mysql: 'mysql://user@host[:port][/schema]', postgres: 'postgres://user@host[:port]/database' } as const;
const DEFAULT_PORTS = { mysql: 3306, postgres: 5432 } as const;
const PROTOCOLS: Readonly<Record<string, LiveServer['kind']>> = {
  'mysql:': 'mysql',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

/** @throws TablesError for a URL that is none of a known server, or holds a password; never repeats one */
export function parseOrigin(from: string): Origin {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(from)) {
    return { kind: 'dump', file: from };
  }
  const url = URL.canParse(from) ? new URL(from) : undefined;
  if (url?.password) {
    throw new TablesError('`--from` must hold no password, which other users and the shell would see: it is asked for');
  }
  const kind = PROTOCOLS[url?.protocol ?? ''];
  if (url === undefined || kind === undefined) {
    throw new TablesError(`\`--from\` must be a file, ${FORMS.mysql} or ${FORMS.postgres}, got: a URL of another kind`);
  }
  const path = decodeURIComponent(url.pathname.replace(/^\//, ''));
  if (url.username === '' || url.hostname === '' || url.search !== '' || url.hash !== '') {
    throw new TablesError(`\`--from\` must be ${FORMS[kind]} and nothing more, got: ${url.hostname || 'no host'}`);
  }
  const server = {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? DEFAULT_PORTS[kind] : Number(url.port),
    username: decodeURIComponent(url.username),
  };
  if (kind === 'mysql') {
    return { kind, ...server, schema: path === '' ? undefined : path };
  }
  if (path === '') {
    throw new TablesError(`\`--from\` must be ${FORMS[kind]}, got: no database`);
  }
  return { kind, ...server, database: path };
}
