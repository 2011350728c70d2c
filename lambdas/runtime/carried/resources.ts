import { lookedAt, resourcesAcross } from '../../../adapters/aws/account-resources.ts';
import type { Carried } from './carrying.ts';

export const resources: Carried = ({ reach }, { clock }) => ({
  resources: resourcesAcross(lookedAt(reach('stop'), clock), reach('stop')),
});
