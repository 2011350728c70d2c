import { handOver } from '../../core/lifecycle/hand-over.ts';
import { parseReference } from '../../core/lifecycle/input.ts';
import { recoveryPorts } from '../runtime/few-ports.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler({ name: 'HandOver', parse: parseReference, step: handOver }, recoveryPorts);
