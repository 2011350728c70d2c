/** Where people are told: a topic of ours, or theirs. */
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { names } from '../configuration/names.ts';
import type { Configuration } from '../configuration/schema.ts';
import { acknowledge } from './acknowledge.ts';

export class NoticesTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { stage, alarmTopic }: Pick<Configuration, 'stage' | 'alarmTopic'>) {
    super(scope, id);
    if (alarmTopic !== 'own') {
      this.topic = Topic.fromTopicArn(this, 'Topic', alarmTopic);
      return;
    }
    const topic = new Topic(this, 'Topic', { topicName: names.notices(stage), enforceSSL: true });
    acknowledge(topic, {
      SNS2: 'Notices name runs and alarms, and hold no secret. Alarms cannot publish to a topic under the AWS managed key, and a key of our own would cost more than the platform idles at.',
    });
    this.topic = topic;
  }
}
