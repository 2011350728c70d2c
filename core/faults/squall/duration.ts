import type { FaultParameter } from '../parameter.ts';

/** As FIS bounds its own. */
export const ownDuration = (doc: string): FaultParameter => ({
  name: 'duration',
  type: 'duration',
  min: 'PT1M',
  max: 'PT12H',
  required: true,
  doc,
});
