import type { Faults } from '../../../core/ports/faults.ts';
import type { Carried } from './carrying.ts';

/** Of all that faults are, the reading of templates. Its client is loaded when a template is named: most plans name none. */
export const templates: Carried = ({ environment, bounds }, { faults }) => {
  let reading: Promise<Faults['template']> | undefined;
  const template: Faults['template'] = async (id) => {
    reading ??= import('../../../adapters/aws/fis-templates.ts').then(({ templatesIn }) =>
      templatesIn(environment, bounds),
    );
    return (await reading)(id);
  };
  // Whatever else is asked of them is answered as before: it is not carried.
  return { faults: Object.assign(Object.create(faults), { template }) };
};
