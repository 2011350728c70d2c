import { faultStopsAcross } from '../../../adapters/aws/fault-stops.ts';
import type { Carried } from './carrying.ts';

/** Faults are stopped, and looked at; none is started, and what they leave in AWS is left to the recovery that follows. */
export const faultStops: Carried = ({ reach }) => ({ faults: faultStopsAcross(reach('stop')) });
