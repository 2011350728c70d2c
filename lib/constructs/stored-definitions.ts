/** Compiled experiments, stored when the stack is deployed. One resource each, so that a change set shows what changes. */
import { CustomResource, RemovalPolicy } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { acknowledge } from './acknowledge.ts';

export interface StoredDefinitionsProps {
  readonly define: IFunction;
  readonly definitions: readonly StoredDefinition[];
  readonly logRetention: RetentionDays;
}

export class StoredDefinitions extends Construct {
  constructor(scope: Construct, id: string, { define, definitions, logRetention }: StoredDefinitionsProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
    const provider = new Provider(this, 'Provider', { onEventHandler: define, logGroup });
    for (const { hash, experiment, calendar } of definitions)
      new CustomResource(this, experiment.metadata.name, {
        resourceType: 'Custom::SquallExperiment',
        serviceToken: provider.serviceToken,
        properties: {
          Hash: hash,
          Definition: withoutSubstitutions(JSON.stringify(experiment)),
          ...(calendar && { Calendar: withoutSubstitutions(JSON.stringify(calendar)) }),
        },
      });
    acknowledge(provider, {
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'The framework of CDK’s custom resources: it may write its own logs, and the boundary caps it.',
    });
  }
}

/** The same JSON: our references look like those of CloudFormation, which would warn of them. */
const withoutSubstitutions = (json: string): string => json.replaceAll('${', '$\\u007b');
