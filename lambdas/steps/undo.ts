import { parseReference } from '../../core/lifecycle/input.ts';
import { undo } from '../../core/lifecycle/undo.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { faults } from '../runtime/carried/faults.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Undo', parse: parseReference, step: undo },
  carrying(history, faults('stop'), metrics),
);
