import { inject } from '../../core/lifecycle/inject.ts';
import { parseReference } from '../../core/lifecycle/input.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { faults } from '../runtime/carried/faults.ts';
import { history } from '../runtime/carried/history.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'Inject', parse: parseReference, step: inject },
  carrying(history, faults('start')),
);
