import { parseReference } from '../../core/lifecycle/input.ts';
import { verifyBefore } from '../../core/lifecycle/verify-before.ts';
import { carrying } from '../runtime/carried/carrying.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler(
  { name: 'VerifyBefore', parse: parseReference, step: verifyBefore },
  carrying(history, metrics),
);
