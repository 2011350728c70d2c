import type { SafetyLever } from '../../../core/ports/safety-lever.ts';
import type { Carried } from './carrying.ts';

/** Its client is loaded when the lever is looked at. */
export const lever: Carried = ({ reach }) => {
  let reading: Promise<SafetyLever> | undefined;
  return {
    lever: {
      async look(place) {
        reading ??= import('../../../adapters/aws/safety-lever.ts').then(({ awsSafetyLever }) =>
          awsSafetyLever(reach('stop')),
        );
        return (await reading).look(place);
      },
    },
  };
};
