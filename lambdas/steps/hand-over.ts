import { stepHandler } from '../runtime/step-handler.ts';

export const handler = stepHandler('HandOver');
