/** Proxies by address: `http://toxiproxy.internal:8474/proxies/orders`, of an endpoint that is configured. */

export interface ProxyAddress {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly name: string;
}

export const addressOf = ({ endpoint, name }: ProxyAddress): string =>
  `${endpoint}/proxies/${encodeURIComponent(name)}`;

/** Toxiproxy decodes a path before it reads it: a name with a slash in it is not found. */
export const isAddressable = (name: string): boolean => !name.includes('/');

/** Undefined for anything that is no such address. */
export function parseAddress(id: string): ProxyAddress | undefined {
  const [, endpoint, encoded] = /^(https?:\/\/[^/?#@]+)\/proxies\/([^/?#]+)$/.exec(id) ?? [];
  if (endpoint === undefined || encoded === undefined) return undefined;
  try {
    const name = decodeURIComponent(encoded);
    return isAddressable(name) ? { endpoint, name } : undefined;
  } catch {
    return undefined;
  }
}
