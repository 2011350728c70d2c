import { lookedAt, resourcesAcross } from '../../../adapters/aws/account-resources.ts';
import type { Carried } from './carrying.ts';

export const resources: Carried = ({ environment, reach }, { clock }) => ({
  resources: resourcesAcross(lookedAt(reach('stop'), clock), environment),
});
