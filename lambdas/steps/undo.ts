import { carrying } from '../runtime/carried/carrying.ts';
import { faults } from '../runtime/carried/faults.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('Undo', carrying(history, faults('stop'), metrics));
