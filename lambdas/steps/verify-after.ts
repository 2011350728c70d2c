import { carrying } from '../runtime/carried/carrying.ts';
import { history } from '../runtime/carried/history.ts';
import { metrics } from '../runtime/carried/metrics.ts';
import { resources } from '../runtime/carried/resources.ts';
import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('VerifyAfter', carrying(history, resources, metrics));
