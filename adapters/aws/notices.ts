/** Notices for people, by SNS. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Notice, Notices } from '../../core/ports/notices.ts';

/**
 * A FIFO topic drops the second notice of a (run, kind) pair within five minutes; any other
 * delivers it again, as SNS may do by itself. Subscribers can filter by the attribute `kind`.
 */
export const awsNotices = (sns: SNSClient, topic: string): Notices => ({
  async send(notice) {
    const { runId, kind, subject, body } = notice;
    await sns.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: subjectOf(subject),
        Message: `${body}\n\nrun ${runId}`,
        MessageAttributes: { kind: text(kind), runId: text(runId) },
        ...(topic.endsWith('.fifo') && fifo(notice)),
      }),
    );
  },
});

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const fifo = ({ runId, kind }: Notice) => ({
  MessageGroupId: sha256Hex(runId),
  MessageDeduplicationId: sha256Hex(`${runId} ${kind}`),
});

/** SNS refuses a subject that is longer than 100 characters or not printable ASCII. */
export const subjectOf = (subject: string): string =>
  subject
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 100)
    .trim() || 'Squall';
