/** What users saw is told by probes that there are, while it happens. */
import { type Path, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { Rule } from './rule.ts';

export const users: Rule = function* ({ users: told, hypothesis: { probes }, objectives }) {
  const during = probes.filter(({ when }) => when.includes('during')).map(({ id }) => id);
  const named: readonly (readonly [string, Path])[] = [
    ...(told?.success ?? []).map((id, i) => [id, ['users', 'success', i]] as const),
    ...(['requests', 'failures'] as const).flatMap((key) => {
      const id = told?.[key];
      return id === undefined ? [] : [[id, ['users', key]] as const];
    }),
  ];
  for (const [id, path] of named)
    if (!during.includes(id)) yield unknownName(path, id, 'probes that are looked at during', during);
  if (objectives.successRate !== undefined && (told?.requests === undefined || told.failures === undefined))
    yield problem(['objectives', 'successRate'], {
      found: 'a share of users’ requests, and no probes that count them',
      allowed: 'users.requests and users.failures beside it',
    });
};
