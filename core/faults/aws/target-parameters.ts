/** Parameters of targets themselves: by what FIS looks for them. */
import type { FaultParameter } from '../parameter.ts';

export const text = (name: string, doc: string, required = false): FaultParameter => ({
  name,
  type: 'text',
  required,
  doc,
});

/** `all` stands for every zone. */
export const zoneList = (name: string, doc: string): FaultParameter => ({ name, type: 'list', required: false, doc });
