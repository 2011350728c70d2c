import { recoveryPorts } from '../runtime/few-ports.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('HandOver', recoveryPorts);
