/** Ids of what Route 53 has no ARN for, or one without an account. */
import { type Home, partitionOf } from '../arns.ts';

export interface RecordId {
  /** Of the hosted zone, without a path. */
  readonly zone: string;
  /** Lower case, as Route 53 writes it, without the dot at its end. */
  readonly name: string;
  readonly type: string;
  readonly set: string;
}

const rootOf = ({ account, region }: Home): string => `arn:${partitionOf(region)}:route53::${account}`;

/** Names and set identifiers may hold anything: what is not plain is escaped as in a URL. */
export const recordIdOf = (home: Home, { zone, name, type, set }: RecordId): string =>
  `${rootOf(home)}:hostedzone/${zone}/recordset/${[name, type, set].map(encodeURIComponent).join('/')}`;

/** Undefined for anything else. */
export function parseRecordId(id: string): RecordId | undefined {
  const found = /^arn:[^:]*:route53::[^:]*:hostedzone\/([^/]+)\/recordset\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(id);
  if (!found) return undefined;
  const [zone = '', name = '', type = '', set = ''] = found.slice(1).map(decodeURIComponent);
  return { zone, name, type, set };
}

export const healthCheckIdOf = (home: Home, id: string): string => `${rootOf(home)}:healthcheck/${id}`;

/** Names end in a dot for Route 53, and not for people. */
export const withoutDot = (name = ''): string => name.replace(/\.$/, '');
