/** What fails for a while: a service, the stopping of faults, the publication of metrics. */
import type { Instant } from '../../core/ports/clock.ts';
import type { PortName } from './crash-points.ts';
import { named } from './functions.ts';

export const services = {
  dynamodb: ['runs', 'ledger', 'leftovers', 'promotions', 'journal', 'definitions'],
  fis: ['faults', 'lever'],
  ec2: ['resources', 'standby'],
  cloudwatch: ['metrics'],
  scheduler: ['deadline'],
  states: ['executions'],
  sns: ['notices'],
  ssm: ['switches'],
  /** Of those who are attacked: see `elsewhere`. */
  tables: [],
} as const satisfies Readonly<Record<string, readonly PortName[]>>;

export type Service = keyof typeof services;

/** A heartbeat goes by the port of metrics, to a table of somebody's. */
const elsewhere: { readonly [call: string]: Service } = { 'metrics.beat': 'tables', 'metrics.endBeat': 'tables' };

const isOf = (service: Service, port: PortName, method: string): boolean => {
  const other = elsewhere[`${port}.${method}`];
  return other === undefined ? (services[service] as readonly PortName[]).includes(port) : other === service;
};

export interface Outage {
  readonly of: Service | 'stop';
  readonly from: Instant;
  readonly until: Instant;
}

export interface Outages {
  add(outage: Outage): void;
  /** The error that a call is answered with now, if any. */
  failing(port: PortName, method: string, now: Instant): Error | undefined;
}

export function createOutages(): Outages {
  const outages: Outage[] = [];
  return {
    add: (outage) => void outages.push(outage),
    failing(port, method, now) {
      for (const { of, from, until } of outages) {
        if (now < from || now >= until) continue;
        if (of === 'stop') {
          if (port === 'faults' && (method === 'stop' || method === 'undo'))
            return named('Throttled', `${method} was throttled`);
        } else if (isOf(of, port, method)) return named('Unavailable', `${of} is down`);
      }
      return undefined;
    },
  };
}
