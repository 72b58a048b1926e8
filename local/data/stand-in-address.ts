import type { LocalValues } from '../session/local-values';

/** Settings in which the address of a database that is there already is led to the server that stands in for it. */
export function ledToStandIn<T extends Readonly<Record<string, unknown>>>(
  settings: T,
  keys: { readonly host: keyof T & string; readonly port: keyof T & string },
  local: LocalValues,
): T {
  const server = local.standIn(String(settings[keys.host]), String(settings[keys.port]));
  return server === undefined ? settings : { ...settings, [keys.host]: server.host, [keys.port]: String(server.port) };
}
