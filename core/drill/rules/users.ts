/** What users saw is told by probes that there are, while it happens. */
import { type Path, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import type { Rule } from './rule.ts';

export const users: Rule = function* ({ users: told, hypothesis: { probes }, objectives }) {
  const during = probes.filter(({ when }) => when.includes('during')).map(({ id }) => id);
  const named: (readonly [string, Path])[] = [
    ...(told?.success ?? []).map((id, i) => [id, ['users', 'success', i]] as const),
    ...(['requests', 'failures'] as const).flatMap((key) => {
      const id = told?.[key];
      return id === undefined ? [] : [[id, ['users', key]] as const];
    }),
  ];
  if (told?.recoveryPoint) named.push([told.recoveryPoint.probe, ['users', 'recoveryPoint', 'probe']]);
  for (const [id, path] of named)
    if (!during.includes(id)) yield unknownName(path, id, 'probes that are looked at during', during);
  for (const [i, id] of (told?.success ?? []).entries()) {
    const probe = probes.find((each) => each.id === id);
    if (probe && (probe.cloudwatch ?? probe.math) && !probe.expect)
      yield problem(['users', 'success', i], { found: `${id}, which expects nothing`, allowed: 'a probe with expect' });
  }
  if (objectives.recoveryPoint !== undefined && !told?.recoveryPoint && !probes.some(({ heartbeat }) => heartbeat))
    yield problem(['objectives', 'recoveryPoint'], {
      found: 'an objective for what may be missing, and nothing that tells of it',
      allowed: 'a heartbeat among the probes, or users.recoveryPoint beside it',
    });
  if (objectives.successRate !== undefined && (told?.requests === undefined || told.failures === undefined))
    yield problem(['objectives', 'successRate'], {
      found: 'a share of users’ requests, and no probes that count them',
      allowed: 'users.requests and users.failures beside it',
    });
};
