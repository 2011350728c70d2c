/** What owners are told, by the notices' topic: subscribers filter by the attributes `owner` and `kind`. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { OwnerNotice, OwnerNotices } from '../../core/ports/owner-notices.ts';
import { subjectOf } from './notices.ts';

/** SNS takes 256 KB, attributes and all, and refuses what is longer. */
const longest = 200_000;

/** A FIFO topic drops the second notice of a key within five minutes. */
export const awsOwnerNotices = (sns: SNSClient, topic: string): OwnerNotices => ({
  async tell(notice) {
    const { key, kind, owner, subject, body } = notice;
    await sns.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: subjectOf(subject),
        Message: body.slice(0, longest),
        MessageAttributes: { kind: text(kind), ...(owner !== undefined && { owner: text(owner) }) },
        ...(topic.endsWith('.fifo') && fifo(key, notice)),
      }),
    );
  },
});

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const fifo = (key: string, { kind }: OwnerNotice) => ({
  MessageGroupId: kind,
  MessageDeduplicationId: sha256Hex(key),
});
