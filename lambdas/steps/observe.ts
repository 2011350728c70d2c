import { parseReference } from '../../core/lifecycle/input.ts';
import { observe } from '../../core/lifecycle/observe.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { faults } from '../runtime/carried/faults.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { notices } from '../runtime/carried/notices.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Observe', parse: parseReference, step: observe },
  carrying(history, metrics, faults('stop'), notices),
);
