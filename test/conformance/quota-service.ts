/** Service Quotas of FIS, which moto has not: applied values as a test sets them, AWS's defaults for the rest. */
import type { IncomingMessage } from 'node:http';
import { serviceModel } from './botocore-model.ts';
import type { Reply } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';
import { violate } from './violations.ts';

export interface Quotas {
  /** Code to the value that was asked for and applied. */
  readonly applied: Map<string, number>;
  /** Code to AWS's default. */
  readonly defaults: Map<string, number>;
}

const target = /^ServiceQuotasV20190624\.(\w+)$/;

/** @returns undefined for any other call */
export function quotaAnswer(request: IncomingMessage, sent: Buffer, { applied, defaults }: Quotas): Reply | undefined {
  const [, operation] = target.exec(String(request.headers['x-amz-target'])) ?? [];
  if (operation === undefined) return undefined;
  const model = serviceModel('service-quotas');
  const asked = JSON.parse(sent.toString()) as { readonly ServiceCode: string; readonly QuotaCode: string };
  violate(...model.problemsOf(operation, 'input', asked));
  if (asked.ServiceCode !== 'fis') violate(`${asked.ServiceCode} has no quotas here`);
  const value = (operation === 'GetServiceQuota' ? applied : defaults).get(asked.QuotaCode);
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const status = value === undefined ? 400 : 200;
  recordAnswer(request, { by: 'quota-service', service: 'servicequotas', operation, status });
  if (value === undefined) {
    violate(...model.problemsOfError(operation, 'NoSuchResourceException'));
    const body = { __type: 'NoSuchResourceException', Message: `there is no ${asked.QuotaCode}` };
    return { status, headers, body: Buffer.from(JSON.stringify(body)) };
  }
  const body = { Quota: { ...asked, Value: value, Adjustable: true } };
  violate(...model.problemsOf(operation, 'output', body));
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}
