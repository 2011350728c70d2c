/** The deployed history, read with the caller's own rights. Nothing here writes. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../../adapters/aws/clients.ts';
import { dynamodbFindings } from '../../adapters/aws/dynamodb-findings.ts';
import { dynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { FindingRecord } from '../../core/conformity/history.ts';
import type { Leftover } from '../../core/history/leftover.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import type { RunFilter } from '../../core/ports/runs.ts';
import type { StageOutcome } from '../../core/rollout/outcome.ts';
import type { Deployment } from './deployment.ts';

export interface RemoteHistory {
  /** Newest first. */
  list(filter: RunFilter): Promise<readonly RunRecord[]>;
  /** Undefined for a run that has no record (yet). */
  history(runId: string): Promise<RunHistory | undefined>;
  /** What runs left behind that nobody has resolved, oldest first. */
  leftovers(): Promise<readonly Leftover[]>;
  /** What stages of rollouts showed, by experiment, the latest end first. */
  promotions(): Promise<readonly StageOutcome[]>;
  /** What scans found, those that are gone too as long as they are kept. */
  findings(): Promise<readonly FindingRecord[]>;
  /** By name the newest, or by hash. */
  definition(nameOrHash: string): Promise<StoredDefinition | undefined>;
  /** The newest of each name, sorted by name. */
  definitions(): Promise<readonly StoredDefinition[]>;
}

export function remoteHistory({ region, historyTable }: Pick<Deployment, 'region' | 'historyTable'>): RemoteHistory {
  const client = new DynamoDBClient({ ...clientSettings, region });
  const { runs, journal, ledger, leftovers, promotions, definitions } = dynamodbHistory(client, historyTable);
  return {
    list: runs.list,
    async history(runId) {
      const record = await runs.load(runId);
      // The record first: what the others hold beyond it is only newer.
      return record && { record, journal: await journal.read(runId), ledger: await ledger.list(runId) };
    },
    leftovers: () => leftovers.open(),
    promotions: () => promotions.list(),
    findings: () => dynamodbFindings(client, historyTable).all(),
    definition: definitions.load,
    definitions: definitions.list,
  };
}
