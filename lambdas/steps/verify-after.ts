import { parseReference } from '../../core/lifecycle/input.ts';
import { verifyAfter } from '../../core/lifecycle/verify-after.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { resources } from '../runtime/carried/resources.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'VerifyAfter', parse: parseReference, step: verifyAfter },
  carrying(history, resources, metrics),
);
