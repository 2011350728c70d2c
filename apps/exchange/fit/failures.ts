/** Kinds of failure: requests of functions, of one tenant, path or header. */
import type { ArgumentRule, Mapping, Mappings } from '../counterpart.ts';

const target = ['Functions', 'lambda:function'] as const;

const shared: Readonly<Record<string, ArgumentRule>> = {
  duration: { to: 'duration', as: 'duration' },
  percentage: { to: 'requestPercentage', as: 'percent' },
  percent: { to: 'requestPercentage', as: 'percent' },
  probability: { to: 'requestPercentage', as: 'fraction → percent' },
  tenant: { to: 'tenant', as: 'text' },
  customer: { to: 'tenant', as: 'text', how: 'a tenant' },
  path: { to: 'path', as: 'text' },
  endpoint: { to: 'path', as: 'text' },
  header: { to: 'header', as: 'text' },
};

const on = (action: string, own: Readonly<Record<string, ArgumentRule>>): Mapping => ({
  action,
  target,
  arguments: { ...shared, ...own },
});

const latency = on('squall:lambda:latency', {
  latency: { to: 'latencyMilliseconds', as: 'milliseconds' },
  latencyms: { to: 'latencyMilliseconds', as: 'milliseconds' },
  delay: { to: 'latencyMilliseconds', as: 'milliseconds' },
  delayms: { to: 'latencyMilliseconds', as: 'milliseconds' },
  jitter: { to: 'jitterMilliseconds', as: 'milliseconds' },
  jitterms: { to: 'jitterMilliseconds', as: 'milliseconds' },
});
const status = on('squall:lambda:status', {
  code: { to: 'statusCode', as: 'whole' },
  codes: { to: 'statusCode', as: 'whole' },
  statuscode: { to: 'statusCode', as: 'whole' },
  statuscodes: { to: 'statusCode', as: 'whole' },
  errorcode: { to: 'statusCode', as: 'whole' },
  errorcodes: { to: 'statusCode', as: 'whole' },
  body: { to: 'body', as: 'text' },
});
const exception = on('squall:lambda:exception', {
  exception: { to: 'name', as: 'text' },
  name: { to: 'name', as: 'text' },
  message: { to: 'message', as: 'text' },
});
const denied = on('squall:lambda:deny-hosts', {
  hosts: { to: 'hosts', as: 'list' },
  host: { to: 'hosts', as: 'list' },
  dependency: { to: 'hosts', as: 'list' },
  dependencies: { to: 'hosts', as: 'list' },
});

export const failures: Mappings = {
  latency,
  delay: latency,
  slow: latency,
  error: status,
  httperror: status,
  errorresponse: status,
  status,
  statuscode: status,
  exception,
  throw: exception,
  timeout: {
    ...(latency as Extract<Mapping, { action: string }>),
    how: 'an answer that comes late: set the latency above the timeout',
  },
  dependencyfailure: denied,
  networkfailure: denied,
  denyhosts: denied,
  corruption: on('squall:lambda:corrupt-response', { how: { to: 'how', as: 'text' }, mode: { to: 'how', as: 'text' } }),
  corruptresponse: on('squall:lambda:corrupt-response', {
    how: { to: 'how', as: 'text' },
    mode: { to: 'how', as: 'text' },
  }),
};
