import { platformPorts } from '../runtime/ports.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('Undo', platformPorts);
