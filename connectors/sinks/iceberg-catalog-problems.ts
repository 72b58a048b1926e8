import { type RestCatalog, VENDED } from './iceberg-catalog';

/** What a reference to a secret takes: it is cut at the first `:`. */
const SECRET_NAME = /^[A-Za-z0-9/_+=.@-]{1,512}$/;
const S3_FOLDER = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9!_.=-]+)+$/;
const SIGN_INS: readonly string[] = ['credential', 'token'] satisfies NonNullable<RestCatalog['signIn']>['by'][];

/**
 * Every rule that a REST catalog breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at path of the catalog, without quotes
 */
export function restCatalogProblems(at: string, { uri, warehouse, files, signIn }: RestCatalog): string[] {
  return [
    ...uriProblems(`${at}.uri`, uri),
    ...(warehouse === '' ? [`\`${at}.warehouse\` must name a warehouse, or be left out, got: ''`] : []),
    ...(files === VENDED || S3_FOLDER.test(files)
      ? []
      : [
          `\`${at}.files\` must be ${VENDED}, or s3://<bucket>/<prefix> without a slash at its end, got: ${String(files)}`,
        ]),
    ...(signIn === undefined ? [] : signInProblems(`${at}.signIn`, signIn)),
  ];
}

function signInProblems(
  at: string,
  { by, secretName, serverUri, scope }: NonNullable<RestCatalog['signIn']>,
): string[] {
  const ofTokens = Object.entries({ serverUri, scope }).filter(([, value]) => value !== undefined);
  return [
    ...(SIGN_INS.includes(by) ? [] : [`\`${at}.by\` must be one of ${SIGN_INS.join(', ')}, got: ${by}`]),
    ...(SECRET_NAME.test(secretName)
      ? []
      : [
          `\`${at}.secretName\` must be the name of a secret, and not its ARN, got: ${secretName.length} characters that are none`,
        ]),
    ...(by === 'token'
      ? ofTokens.map(
          ([key, value]) =>
            `\`${at}.${key}\` must not be set where a token is given, for none is asked for, got: ${value}`,
        )
      : []),
    ...(serverUri === undefined ? [] : uriProblems(`${at}.serverUri`, serverUri)),
    ...(scope === '' ? [`\`${at}.scope\` must say what is asked for, or be left out, got: ''`] : []),
  ];
}

/** Of what may be a secret no sentence repeats anything. */
function uriProblems(at: string, text: string): string[] {
  const property = `\`${at}\``;
  const uri = URL.canParse(text) ? new URL(text) : undefined;
  if (uri?.protocol !== 'https:') {
    return [
      `${property} must be https://…, for who signs in shows a secret there, got: ${uri?.protocol ?? 'no address'}`,
    ];
  }
  return [
    ...(uri.username === '' && uri.password === ''
      ? []
      : [`${property} must not hold a secret: \`signIn\` names the one that has it, got: a user or a password`]),
    ...(uri.port === ''
      ? []
      : [`${property} must be on port 443, by which alone connectors are let out, got: ${uri.port}`]),
    ...(uri.search === '' && uri.hash === ''
      ? []
      : [`${property} must end with a path, got: ${uri.search === '' ? 'a fragment' : 'a query'}`]),
  ];
}
