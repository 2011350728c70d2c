import type { Standby } from '../../../core/ports/standby.ts';
import type { Carried } from './carrying.ts';

/** Its clients are loaded when a drill asks for the place that takes over. */
export const standby: Carried = ({ reach }) => {
  let asking: Promise<Standby> | undefined;
  const asked = () => {
    asking ??= import('../../../adapters/aws/standby/standby.ts').then(({ awsStandby }) => awsStandby(reach('stop')));
    return asking;
  };
  return {
    standby: {
      records: async (names) => (await asked()).records(names),
      arriving: async (groups) => (await asked()).arriving(groups),
      quotas: async (growth) => (await asked()).quotas(growth),
      certificates: async (where) => (await asked()).certificates(where),
      secrets: async (names, where) => (await asked()).secrets(names, where),
      ahead: async (question) => (await asked()).ahead(question),
    },
  };
};
