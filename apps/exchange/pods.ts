/** What AWS FIS wants to know of pods, and no other system says: the cluster, and the account that acts in it. */
import type { Choice } from './choosing.ts';
import type { Outline } from './outline.ts';

/** What every choice of pods has. What was chosen stays. */
export function podsOf(choice: Choice, outline: Outline, namespace = 'default'): void {
  const { parameters } = choice;
  parameters.clusterIdentifier ??= outline.parameter('cluster', {
    type: 'string',
    title: 'name or ARN of the EKS cluster that the pods run in',
  });
  parameters.namespace ??= namespace;
  parameters.selectorType ??= 'labelSelector';
}

/** Actions on pods take it: the account in the pods' namespace that AWS FIS acts by. */
export const podAccount = (outline: Outline): string =>
  outline.parameter('serviceAccount', {
    type: 'string',
    title: 'service account of Kubernetes that AWS FIS acts by in the pods’ namespace',
  });
