/** What is asked of IAM and of Service Quotas before there is a fault. Their clients are loaded when they are: few functions ask. */
import type { Faults } from '../../core/ports/faults.ts';
import type { Reach } from './other-accounts.ts';

export type FaultQuestions = Pick<Faults, 'mostByTag' | 'permissions'>;

export function faultQuestions(reach: Reach): FaultQuestions {
  let quotas: Promise<Faults['mostByTag']> | undefined;
  let permissions: Promise<Faults['permissions']> | undefined;
  return {
    async mostByTag(action, place) {
      quotas ??= import('./fis-quotas.ts').then(({ mostByTagAcross }) => mostByTagAcross(reach));
      return (await quotas)(action, place);
    },
    async permissions(question) {
      permissions ??= import('./fault-permissions.ts').then(({ permissionsAcross }) => permissionsAcross(reach));
      return (await permissions)(question);
    },
  };
}
