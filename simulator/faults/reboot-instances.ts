import { rebootInstance } from '../control-plane/instances.ts';
import { atOnce } from './at-once.ts';

/** The action ends with the request; the instances are back after `timings.instanceReboot`. */
export const rebootInstances = atOnce('aws:ec2:reboot-instances', rebootInstance);
