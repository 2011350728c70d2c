/** ARNs, written and read. */

/** Where things of ours live. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

export const arn = (service: string, { account, region }: Home, resource: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;

export interface ParsedArn extends Home {
  readonly service: string;
  /** All after the account, with its colons and slashes. */
  readonly resource: string;
}

/** Undefined for anything that is no ARN. */
export function parseArn(text: string): ParsedArn | undefined {
  const [prefix, , service, region, account, ...rest] = text.split(':');
  if (prefix !== 'arn' || service === undefined || region === undefined || account === undefined) return undefined;
  return { service, region, account, resource: rest.join(':') };
}

/** Of what AWS itself has named; empty where it has not. */
export function homeOf(id: string): Home {
  const { account = '', region = '' } = parseArn(id) ?? {};
  return { account, region };
}

/** What follows the last slash or colon. */
export const lastOf = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
