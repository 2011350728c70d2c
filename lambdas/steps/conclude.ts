import { stepHandler } from '../runtime/step-handler.ts';
import { tellingPorts } from '../runtime/telling-ports.ts';

export const handler = stepHandler('Conclude', tellingPorts);
