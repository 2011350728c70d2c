import { metricsAcross } from '../../../adapters/aws/account-metrics.ts';
import type { Carried } from './carrying.ts';

export const metrics: Carried = ({ reach }, { clock }) => ({ metrics: metricsAcross(reach('stop'), clock) });
