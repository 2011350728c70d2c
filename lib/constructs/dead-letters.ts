/** Events that failed for good. One message in it is an alarm. */
import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import { acknowledge } from './acknowledge.ts';

export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: names.deadLetters(stage),
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
    });
    acknowledge(this.queue, { SQS3: 'It is the dead-letter queue itself, and has an alarm on its first message.' });
  }
}
