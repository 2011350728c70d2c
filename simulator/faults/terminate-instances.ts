import { terminateInstance } from '../control-plane/instances.ts';
import { atOnce } from './at-once.ts';

/** At once, and for good. What the instances were serving is lost without a drain. */
export const terminateInstances = atOnce('aws:ec2:terminate-instances', terminateInstance);
