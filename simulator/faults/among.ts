/** From a tenant, a path or a header, as a fault is given them, to the requests of the world that they mean. */
import { NotSimulated } from '../cloud.ts';
import type { Among } from '../fleet.ts';
import type { RequestsModel } from '../model.ts';
import type { FaultRequest } from './fault.ts';
import type { Parameters } from './parameters.ts';

/** @returns undefined where all requests are meant. @throws NotSimulated for what no request of the world says of itself */
export function amongOf(of: string, read: Parameters, { parameters, model }: FaultRequest) {
  const { tenants, paths, headers } = model.requests ?? { tenants: {}, paths: {}, headers: {} };
  const found: Among[] = [];
  const add = (name: string, among: (asked: string) => Among) => {
    if (parameters[name] !== undefined) found.push(among(read.text(name)));
  };
  add('tenant', (asked) => partOf(of, 'tenant', asked, tenants, (name) => name === asked));
  add('path', (asked) => {
    const start = asked.endsWith('*') ? asked.slice(0, -1) : undefined;
    return partOf(of, 'path', asked, paths, (path) => (start === undefined ? path === asked : path.startsWith(start)));
  });
  add('header', (asked) => headerOf(of, asked, headers));
  return found.length > 0 ? { among: found } : {};
}

/** A request has one value of each header, whatever it has of others: each name is a choice of its own. */
function headerOf(of: string, asked: string, headers: RequestsModel['headers']): Among {
  const [name, value] = split(asked);
  const own = Object.fromEntries(Object.entries(headers).filter(([header]) => split(header)[0] === name));
  const known = Object.keys(own).length > 0 ? own : headers;
  const means = (header: string) => {
    const [itsName, itsValue] = split(header);
    return itsName === name && (value === undefined || value === itsValue);
  };
  return partOf(of, 'header', asked, known, means, `header ${name}`);
}

/** Side by side in [0, 1), in the order of the world. */
function partOf(
  of: string,
  kind: 'tenant' | 'path' | 'header',
  asked: string,
  shares: Readonly<Record<string, number>>,
  means: (name: string) => boolean,
  choice: string = kind,
): Among {
  let at = 0;
  const spans: { readonly from: number; readonly to: number }[] = [];
  for (const [name, share] of Object.entries(shares)) {
    if (means(name)) spans.push({ from: at, to: at + share });
    at += share;
  }
  if (spans.length > 0) return { salt: saltOf(choice), spans };
  const known = Object.keys(shares);
  const why =
    known.length > 0
      ? `the world knows ${known.join(', ')}`
      : `requests of the world have none: say so in requests.${kind}s`;
  throw new NotSimulated(`the simulator does not model ${of} for the ${kind} ${asked}: ${why}`);
}

function split(header: string): readonly [name: string, value: string | undefined] {
  const at = header.indexOf(':');
  if (at < 0) return [header.trim().toLowerCase(), undefined];
  return [header.slice(0, at).trim().toLowerCase(), header.slice(at + 1).trim()];
}

/** Beyond the numbers of calls, which are drawn from the same 32 bits of a request. */
export function saltOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return 0x10000 + ((h >>> 0) % 0x3fff0000);
}
