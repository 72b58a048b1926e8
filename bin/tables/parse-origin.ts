import { TablesError } from './tables-error';

/** Where tables are described. */
export type Origin = { readonly kind: 'dump'; readonly file: string } | LiveServer;

export interface LiveServer {
  readonly kind: 'mysql';
  readonly hostname: string;
  readonly port: number;
  readonly username: string;
  /** The one whose tables are wanted; undefined for all that the user may see. */
  readonly schema: string | undefined;
}

const DEFAULT_PORT = 3306;
const FORM = 'mysql://user@host[:port][/schema]';

/** @throws TablesError for a URL that is none of a known server, or holds a password; never repeats one */
export function parseOrigin(from: string): Origin {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(from)) {
    return { kind: 'dump', file: from };
  }
  const url = URL.canParse(from) ? new URL(from) : undefined;
  if (url?.password) {
    throw new TablesError('`--from` must hold no password, which other users and the shell would see: it is asked for');
  }
  if (url?.protocol !== 'mysql:') {
    throw new TablesError(`\`--from\` must be a file, or ${FORM}, got: a URL of another kind`);
  }
  if (url.username === '' || url.hostname === '' || url.search !== '' || url.hash !== '') {
    throw new TablesError(`\`--from\` must be ${FORM} and nothing more, got: ${url.hostname || 'no host'}`);
  }
  const schema = decodeURIComponent(url.pathname.replace(/^\//, ''));
  return {
    kind: 'mysql',
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    username: decodeURIComponent(url.username),
    schema: schema === '' ? undefined : schema,
  };
}
