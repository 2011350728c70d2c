import { evict } from '../control-plane/instances.ts';
import { timings } from '../control-plane/timings.ts';
import { atOnce } from './at-once.ts';

/** Its group takes it out of service, gives it time to end what it serves, and launches another at once. */
export const replaceInstances = atOnce('squall:autoscaling:replace-instance', (plane, instance) => {
  evict(plane, instance, timings.deregistration);
});
