/** What a service takes at a time, and how long it takes: the same in both models of traffic. */
import type { ServiceModel, TimeDistribution } from '../model.ts';

/** Caches and functions have no queue: beyond their concurrency they refuse (connection limit, throttling). */
export function placesOf(service: ServiceModel): { readonly concurrency: number; readonly queue: number } {
  if (service.kind === 'auto-scaling-group')
    return { concurrency: service.instance.concurrency, queue: service.instance.queue };
  return { concurrency: service.concurrency, queue: service.kind === 'database' ? service.queue : 0 };
}

export function timesOf(service: ServiceModel): TimeDistribution {
  if (service.kind === 'auto-scaling-group') return service.instance.serviceTime;
  if (service.kind === 'cache') return service.lookup;
  if (service.kind === 'table' || service.kind === 'bucket') return service.requestTime;
  return service.kind === 'database' ? service.queryTime : service.serviceTime;
}
