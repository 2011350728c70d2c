/** How traffic is delayed or dropped: the same parameters for tasks and for pods. */
import type { FaultParameter } from '../parameter.ts';
import { shareOf } from './parameters.ts';

export const delayMilliseconds: FaultParameter = {
  name: 'delayMilliseconds',
  type: 'integer',
  unit: 'ms',
  min: 0,
  max: 60_000,
  required: false,
  default: '200',
  doc: 'delay added to each packet',
};

export const jitterMilliseconds: FaultParameter = {
  ...delayMilliseconds,
  name: 'jitterMilliseconds',
  default: '10',
  doc: 'how far the delay varies',
};

export const lossPercent: FaultParameter = { ...shareOf('lossPercent', 'share of packets lost'), default: '7' };

export const flowsPercent: FaultParameter = shareOf('flowsPercent', 'share of connections that are hit');

export const trafficType = (required: boolean): FaultParameter => ({
  name: 'trafficType',
  type: 'text',
  required,
  allowed: ['ingress', 'egress'],
  doc: 'which way: what comes in, or what goes out',
});

export const protocol = (required: boolean): FaultParameter => ({
  name: 'protocol',
  type: 'text',
  required,
  allowed: ['tcp', 'udp'],
  ...(!required && { default: 'tcp' }),
  doc: 'the protocol',
});
