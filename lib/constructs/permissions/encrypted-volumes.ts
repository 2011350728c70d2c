/**
 * An instance with encrypted volumes starts only if EC2 is let use their key for it: without
 * this permission a fault of ours would leave it stopped. Source: AWS FIS actions reference,
 * `aws:ec2:stop-instances`.
 */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

export function startEncrypted(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    sid: 'StartWithEncryptedVolumes',
    actions: ['kms:CreateGrant'],
    resources: [Stack.of(scope).formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
    conditions: {
      StringEquals: { 'kms:ViaService': `ec2.${Stack.of(scope).region}.amazonaws.com` },
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    },
  });
}
