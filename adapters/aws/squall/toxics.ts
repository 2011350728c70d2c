/** Toxics on proxies, at endpoints that the platform's configuration names. */

import { fault } from '../../../core/faults/catalogue.ts';
import { durationOf } from '../../../core/faults/parameters.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { type ProxyAddress, parseAddress } from '../../toxiproxy/address.ts';
import { type ProxyState, type Toxiproxy, ToxiproxyRefused, toxiproxy } from '../../toxiproxy/client.ts';
import { isDown, toxicName, toxicOf } from '../../toxiproxy/toxic.ts';
import { wallClock } from '../clock.ts';
import { FaultRefused } from '../fault-refused.ts';
import type { OwnFault, Place } from './own-fault.ts';

type At = ProxyAddress & { readonly id: string; readonly server: Toxiproxy };

/** A proxy that is looked for where nothing is configured any more: whether it is as it was cannot be said. */
export class EndpointUnknown extends Error {
  override readonly name = 'EndpointUnknown';
}

export function toxics({ toxiproxies = [] }: Pick<Place, 'toxiproxies'>, clock: Clock = wallClock): OwnFault {
  const at = (id: string): At => {
    const address = parseAddress(id);
    if (!address || !toxiproxies.includes(address.endpoint))
      throw new EndpointUnknown(
        `${id} is at no Toxiproxy of the platform's configuration: it has ${toxiproxies.join(', ') || 'none'}`,
      );
    return { ...address, id, server: toxiproxy(address.endpoint) };
  };
  const proxiesOf = (targets: Readonly<Record<string, readonly string[]>>) => [...(targets.Proxies ?? [])].sort();

  /** Whether the fault holds a proxy. One that is gone, is held by nothing. */
  const holds = (
    proxy: ProxyState | undefined,
    action: string,
    token: string,
    before: Snapshot | undefined,
  ): boolean => {
    if (!proxy) return false;
    if (isDown(action)) return !proxy.enabled && wasEnabled(before);
    return proxy.toxics.some(({ name }) => name === toxicName(token));
  };

  /** Toxics by their name; a proxy is enabled only if it was. */
  async function restore(action: string, token: string, ids: readonly string[], before: readonly Snapshot[]) {
    for (const { id, name, server } of ids.map(at)) {
      if (!isDown(action)) await server.remove(name, toxicName(token));
      else if (wasEnabled(before.find((each) => each.id === id)) && (await server.proxy(name))?.enabled === false)
        await server.enable(name, true);
    }
  }

  return {
    async start({ action, token }) {
      const ids = proxiesOf(action.targets);
      const down = isDown(action.action);
      const toxic = down ? undefined : toxicOf(action, token);
      const begun: At[] = [];
      try {
        const proxies = ids.map(at);
        for (const { id, name, server } of proxies)
          if (!(await server.proxy(name))) throw new ToxiproxyRefused(`${id} does not exist`, 404);
        for (const one of proxies) {
          begun.push(one);
          await (toxic ? one.server.add(one.name, toxic) : one.server.enable(one.name, false));
        }
      } catch (error) {
        const { name, message } = error as Error;
        if (name !== 'ToxiproxyRefused' && name !== 'EndpointUnknown') throw error;
        for (const { name: proxy, server } of begun)
          await (toxic ? server.remove(proxy, toxic.name) : server.enable(proxy, true));
        throw new FaultRefused(message, { cause: error });
      }
    },

    /** Toxiproxy knows no time: what has lasted long enough is taken away as it is seen. */
    async observe({ token, own, externalId }) {
      const { action, before, intendedAt } = own;
      const definition = fault(action);
      const over = definition !== undefined && clock.now() >= intendedAt + durationOf(definition, own.parameters);
      const targets: string[] = [];
      for (const { id, name, server } of proxiesOf(own.targets).map(at)) {
        const snapshot = before.find((each) => each.id === id);
        if (holds(await server.proxy(name), action, token, snapshot)) targets.push(id);
      }
      if (targets.length > 0 && !over) return { state: 'running', targets };
      await restore(action, token, targets, before);
      if (targets.length === 0 && externalId === undefined) return { state: 'absent', targets };
      return { state: over ? 'completed' : 'stopped', targets };
    },

    async stop({ token, own }) {
      await restore(own.action, token, proxiesOf(own.targets), own.before);
    },

    async undo({ action, fault: { token }, targets, before }) {
      await restore(action, token, targets, before);
    },
  };
}

const wasEnabled = (before: Snapshot | undefined): boolean => before?.exists === true && before.state.enabled === true;
