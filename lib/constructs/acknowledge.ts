/** Findings of cdk-nag that stand, each with its reason. Nothing else silences one. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export function acknowledge(scope: IConstruct, findings: Readonly<Record<string, string>>): void {
  for (const [finding, reason] of Object.entries(findings))
    Validations.of(scope).acknowledge({ id: `AwsSolutions-${finding}`, reason });
}
