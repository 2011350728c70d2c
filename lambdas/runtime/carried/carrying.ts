/** Ports put together of what a function carries. What it does not carry is not loaded, and is named when it is asked for. */

import type { Bounds } from '../../../adapters/aws/clients.ts';
import { wallClock } from '../../../adapters/aws/clock.ts';
import { type Acting, type Reach, reachOf } from '../../../adapters/aws/other-accounts.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import type { Environment } from '../environment.ts';
import type { PortsMaker } from '../function.ts';
import type { Telemetry } from '../telemetry.ts';

/** What a carried port is made from. */
export interface Making {
  readonly environment: Environment;
  readonly bounds: Bounds;
  readonly telemetry: Telemetry;
  /** Into other accounts, once for each role that the function takes on there. */
  reach(as: Acting['as']): Reach;
}

/** One or a few ports. @param carried by now: those that stand before it in the list */
export type Carried = (making: Making, carried: Ports) => Partial<Ports>;

/** The function asked for something that it does not carry: a fault of ours. */
export class NotCarried extends Error {
  override readonly name = 'NotCarried';
}

export const carrying =
  (...list: readonly Carried[]): PortsMaker =>
  (environment, bounds, telemetry, name) => {
    const { stage, account, region, functionTimeout } = environment;
    const reaches = new Map<Acting['as'], Reach>();
    const reach = (as: Acting['as']): Reach => {
      const made = reaches.get(as) ?? reachOf(environment, bounds, { as, session: `squall-${stage}-${name}` });
      reaches.set(as, made);
      return made;
    };
    const nothing: Ports = {
      stage: { environment: stage, platform: 'aws', account, region, functionTimeout, settings: environment },
      clock: wallClock,
      definitions: notCarried('definitions'),
      resources: notCarried('resources'),
      faults: notCarried('faults'),
      metrics: notCarried('metrics'),
      runs: notCarried('runs'),
      ledger: notCarried('ledger'),
      leftovers: notCarried('leftovers'),
      promotions: notCarried('promotions'),
      journal: notCarried('journal'),
      deadline: notCarried('deadline'),
      executions: notCarried('executions'),
      notices: notCarried('notices'),
      switches: notCarried('switches'),
      lever: notCarried('lever'),
      standby: notCarried('standby'),
    };
    const making = { environment, bounds, telemetry, reach };
    let ports = nothing;
    for (const each of list) ports = { ...ports, ...each(making, ports) };
    return ports;
  };

const notCarried = (port: string) =>
  new Proxy(
    {},
    {
      get: (_port, method) => () => {
        throw new NotCarried(`this function does not carry ${port}.${String(method)}`);
      },
    },
  ) as never;
