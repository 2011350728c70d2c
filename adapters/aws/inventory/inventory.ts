/** The inventory of one account and Region, each kind read by itself: what cannot be read is said, and the rest is read all the same. */
import type { Thing } from '../../../core/conformity/things.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Estate, Inventory } from '../../../core/ports/inventory.ts';
import type { Home } from '../arns.ts';
import { wallClock } from '../clock.ts';
import { awsZones } from '../zones.ts';
import { alarms } from './alarms.ts';
import { caches } from './caches.ts';
import { databases } from './databases.ts';
import { functions } from './functions.ts';
import { groups } from './groups.ts';
import { loadBalancers } from './load-balancers.ts';
import { type InventoryClients, type Reader, reasonOf } from './reader.ts';
import { tables } from './tables.ts';
import { targetGroups } from './target-groups.ts';

const readers: readonly Reader[] = [groups, loadBalancers, targetGroups, databases, caches, tables, functions, alarms];

/** Services one after another, so that a scan is one caller among many: nobody waits for it. */
export function awsInventory(clients: InventoryClients, home: Home, clock: Clock = wallClock): Inventory {
  const zones = awsZones(clients.ec2);
  return {
    async look(): Promise<Estate> {
      const now = clock.now();
      const things: Thing[] = [];
      const unread: Estate['unread'][number][] = [];
      for (const { kind, read } of readers)
        try {
          things.push(...(await read({ clients, zones, now })));
        } catch (error) {
          unread.push({ kind, why: reasonOf(error) });
        }
      return { at: now, place: `${home.account} ${home.region}`, things, unread };
    },
  };
}
