/** The pre-checks, in the order in which they are told. All are asked, so that one answer names every obstacle. */
import { certificatesAndSecretsCheck } from './certificates-and-secrets.ts';
import { dnsCheck } from './dns.ts';
import { headroomCheck } from './headroom.ts';
import { headroomAheadCheck } from './headroom-ahead.ts';
import { healthChecksCheck } from './health-checks.ts';
import type { PreCheck, PreCheckFinding, PreCheckPorts, PreCheckQuestion } from './pre-check.ts';
import { quotasCheck } from './quotas.ts';
import { replicationCheck } from './replication.ts';

export const preChecks: readonly PreCheck[] = [
  headroomCheck,
  headroomAheadCheck,
  quotasCheck,
  replicationCheck,
  dnsCheck,
  healthChecksCheck,
  certificatesAndSecretsCheck,
];

/** In the order of the checks. Changes nothing, and never throws. */
export async function lookAhead(question: PreCheckQuestion, ports: PreCheckPorts): Promise<readonly PreCheckFinding[]> {
  const found: PreCheckFinding[] = [];
  for (const { look } of preChecks) found.push(...(await look(question, ports)));
  return found;
}
