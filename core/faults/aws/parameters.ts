/** Parameters that several actions of AWS FIS take. */
import type { FaultParameter } from '../parameter.ts';

type Optional = Partial<Pick<FaultParameter, 'required' | 'default' | 'min' | 'max'>>;

/** A whole percentage from 1 to 100. */
export const percentage = (name: string, doc: string, more: Optional = {}): FaultParameter => ({
  name,
  type: 'integer',
  unit: '%',
  min: 1,
  max: 100,
  required: true,
  ...more,
  doc,
});

/** Optional, and 100 % when it is left out. */
export const shareOf = (name: string, doc: string): FaultParameter =>
  percentage(name, doc, { required: false, default: '100' });

export const flag = (name: string, fallback: string, doc: string): FaultParameter => ({
  name,
  type: 'boolean',
  required: false,
  default: fallback,
  doc,
});

export const zones: FaultParameter = {
  name: 'availabilityZoneIdentifiers',
  type: 'list',
  required: true,
  doc: 'zone ids or names without capacity',
};

export const region = (doc: string): FaultParameter => ({
  name: 'region',
  type: 'text',
  required: true,
  form: { pattern: '[a-z]{2}(?:-[a-z]+)+-\\d', means: 'a Region such as eu-west-1' },
  doc,
});

export const port = (name: string): FaultParameter => ({
  name,
  type: 'integer',
  min: 1,
  max: 65_535,
  required: true,
  doc: 'the port',
});

/** For whom a delay or loss is: what the documents and the actions on tasks and pods share. */
const sourcesDoc =
  'IPv4 addresses, CIDR blocks, domain names, zones, DYNAMODB or S3 that the traffic is with; ALL for everything';

export const sources = (name: string, required = false): FaultParameter => ({
  name,
  type: 'list',
  required,
  ...(!required && { default: 'ALL' }),
  form: { pattern: '[^\\s,]+', means: 'an address, a block, a name or a zone' },
  doc: sourcesDoc,
});
