/** A Lambda function of ours: fixed name, a role with its own needs and no more, logs that end. */
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { attachRest, ownPolicy } from './granted.ts';

export interface SquallFunctionProps {
  readonly functionName: string;
  readonly description: string;
  readonly code: Code;
  /** `steps/admit.handler` */
  readonly handler: string;
  readonly timeout: Duration;
  readonly statements: readonly PolicyStatement[];
  readonly variables: Record<string, string>;
  readonly logRetention: RetentionDays;
  readonly boundary: IManagedPolicy;
  /** For functions that events call: where an event goes that failed for good. */
  readonly deadLetters?: IQueue;
}

/** Twice the least: Lambda gives processor time by memory, and an import of 100 ms is bought with it. */
const memory = 512;

export class SquallFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: SquallFunctionProps) {
    super(scope, id);
    const { functionName, statements, deadLetters, boundary } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const granted = [
      ...statements,
      new PolicyStatement({
        sid: 'WriteLogs',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    ];
    const role = new Role(this, 'Role', {
      roleName: functionName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      permissionsBoundary: boundary,
      ...ownPolicy('Needs', granted),
    });
    attachRest(this, { role, name: functionName, id: 'Needs', description: `What ${functionName} needs` }, granted);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code,
      handler: props.handler,
      timeout: props.timeout,
      memorySize: memory,
      role,
      logGroup,
      environment: props.variables,
      ...(deadLetters && { onFailure: new SqsDestination(deadLetters), retryAttempts: 2 }),
    });
  }
}
