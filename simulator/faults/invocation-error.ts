import { beforeWork } from './before-work.ts';
import { failingInvocations } from './failing-invocations.ts';

const actionId = 'aws:lambda:invocation-error';

/**
 * A share of invocations fails at once. Only with `preventExecution`: otherwise the
 * function would run first and its answer be replaced, which takes time that traffic does
 * not model.
 */
export const invocationError = failingInvocations(actionId, (read) => beforeWork(actionId, read));
