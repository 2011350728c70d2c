/** What must outlive everything else: run records, journals, ledgers, locks. Retained when the stack is deleted. */
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { historyTable } from '../../core/history/table.ts';
import { names } from '../configuration/names.ts';

export interface HistoryProps extends StackProps {
  readonly stage: string;
}

export class History extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: HistoryProps) {
    super(scope, id, props);
    const { partitionKey, sortKey, timeToLive, projection, indexes } = historyTable;
    const table = new Table(this, 'Table', {
      tableName: names.table(stage),
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: timeToLive,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const index of Object.values(indexes))
      table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
        sortKey: { name: index.sortKey, type: AttributeType.NUMBER },
        projectionType: ProjectionType[projection],
      });
    new CfnOutput(this, 'HistoryTable', { value: table.tableName });
  }
}
