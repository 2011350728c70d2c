import type { faultPlanning as make } from '../../../adapters/aws/fis-planning.ts';
import type { Faults } from '../../../core/ports/faults.ts';
import type { Carried } from './carrying.ts';

/** Of all that faults are, what planning asks. Its client is loaded when it is asked: a run that is refused for its time asks nothing. */
export const faultPlanning: Carried = ({ reach }, { faults }) => {
  let asking: Promise<ReturnType<typeof make>> | undefined;
  const asked = () => {
    asking ??= import('../../../adapters/aws/fis-planning.ts').then((it) => it.faultPlanning(reach('stop')));
    return asking;
  };
  const planning: Pick<Faults, 'template' | 'active' | 'mostByTag' | 'permissions'> = {
    template: async (id) => (await asked()).template(id),
    active: async (place) => (await asked()).active(place),
    mostByTag: async (action, place) => (await asked()).mostByTag(action, place),
    permissions: async (question) => (await asked()).permissions(question),
  };
  // Whatever else is asked of them is answered as before: it is not carried.
  return { faults: Object.assign(Object.create(faults), planning) };
};
