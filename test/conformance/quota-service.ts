/** Service Quotas, which moto has of few services: applied values as a test sets them, AWS's defaults for the rest. */
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
  /** Code to the service that has it. Default: FIS. */
  readonly services?: ReadonlyMap<string, string>;
  /** Code to what counts its use. */
  readonly usage?: ReadonlyMap<string, object>;
  /** Code that nobody may read. */
  readonly closed?: ReadonlySet<string>;
}

const target = /^ServiceQuotasV20190624\.(\w+)$/;

/** @returns undefined for any other call */
export function quotaAnswer(request: IncomingMessage, sent: Buffer, quotas: Quotas): Reply | undefined {
  const [, operation] = target.exec(String(request.headers['x-amz-target'])) ?? [];
  if (operation === undefined) return undefined;
  const model = serviceModel('service-quotas');
  const asked = JSON.parse(sent.toString()) as { readonly ServiceCode: string; readonly QuotaCode: string };
  violate(...model.problemsOf(operation, 'input', asked));
  const { applied, defaults, services, usage, closed } = quotas;
  const service = services?.get(asked.QuotaCode) ?? 'fis';
  if (asked.ServiceCode !== service) violate(`${asked.ServiceCode} has no quota ${asked.QuotaCode}`);
  const value = (operation === 'GetServiceQuota' ? applied : defaults).get(asked.QuotaCode);
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  const reply = (status: number, body: object): Reply => {
    recordAnswer(request, { by: 'quota-service', service: 'servicequotas', operation, status });
    return { status, headers, body: Buffer.from(JSON.stringify(body)) };
  };
  const refused = (error: string, Message: string): Reply => {
    violate(...model.problemsOfError(operation, error));
    return reply(400, { __type: error, Message });
  };
  if (closed?.has(asked.QuotaCode)) return refused('AccessDeniedException', 'no identity-based policy allows it');
  if (value === undefined) return refused('NoSuchResourceException', `there is no ${asked.QuotaCode}`);
  const UsageMetric = usage?.get(asked.QuotaCode);
  const body = { Quota: { ...asked, Value: value, Adjustable: true, ...(UsageMetric && { UsageMetric }) } };
  violate(...model.problemsOf(operation, 'output', body));
  return reply(200, body);
}
