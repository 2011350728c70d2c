import { faultStopsAcross } from '../../../adapters/aws/fault-stops.ts';
import type { Carried } from './carrying.ts';

/** Of all that faults are, looking and stopping. Whatever else is asked of them is not carried. */
export const faultStops: Carried = ({ reach }, { faults }) => ({
  faults: Object.assign(Object.create(faults), faultStopsAcross(reach('stop'))),
});
