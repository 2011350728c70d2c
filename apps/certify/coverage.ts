/** Which faults of the catalogue a certification shows to be undone, and which it cannot. Pure. */

import { documents } from '../../core/faults/aws/documents.ts';
import { catalogue } from '../../core/faults/catalogue.ts';
import type { Statement } from './evidence/schema.ts';
import { exercises } from './exercises/index.ts';

/** Resource types that the sample fleet has. */
const held = new Set(['ec2:instance', 'ec2:autoscaling-group', 'ec2:subnet']);

/** Every action, and every document of `aws:ssm:send-command`, that no exercise shows. */
export function notCovered(): Statement['notCovered'] {
  const shown = new Set(exercises.flatMap(({ shows }) => shows));
  const actions = catalogue.filter(({ id }) => !shown.has(id));
  return [
    ...actions.map(({ id, targets }) => {
      const missing = Object.values(targets)
        .map(({ type }) => type)
        .filter((type) => !held.has(type));
      const why = missing.length > 0 ? `the sample fleet has no ${missing.join(', ')}` : 'no exercise has it';
      return { action: id, why };
    }),
    ...documents
      .filter(({ name }) => !shown.has(name))
      .map(({ name }) => ({ action: name, why: 'no exercise has it' })),
  ];
}
