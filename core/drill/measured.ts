/** What a drill took, from its run's history alone: nobody holds a stopwatch that a crash could take with it. */
import type { Measured } from '../history/measured.ts';
import type { RunHistory } from '../history/run-history.ts';
import { dnsTtlOf } from './measure/dns.ts';
import { factsOf } from './measure/facts.ts';
import { cameHome } from './measure/failback.ts';
import { decided, decisionsOf, noticed } from './measure/notice.ts';
import { recovered } from './measure/recover.ts';
import { recoveryPointOf } from './measure/recovery-point.ts';
import { usersSaw } from './measure/users.ts';
import { judgeObjectives } from './objectives.ts';

/** Undefined for what is no drill, and for a drill that changed nothing. */
export function measuredOf(history: RunHistory): Measured | undefined {
  const facts = factsOf(history);
  if (!facts) return undefined;
  const { lost, moved, held, terms, end } = facts;
  const notice = noticed(facts);
  const back = recovered(facts);
  const home = cameHome(facts);
  const dnsTtl = dnsTtlOf(facts);
  const figures = {
    detect: notice.detect,
    decide: decided(facts, notice),
    recover: back.recover,
    recoveryPoint: recoveryPointOf(facts),
    failback: home.failback,
    users: usersSaw(facts, home.at?.notAfter ?? end),
  };
  return {
    ...(facts.loss.length === 0 && { planned: true as const }),
    moments: {
      lost,
      ...(notice.at !== undefined && { detected: notice.at }),
      ...(moved !== undefined && { moved }),
      ...(back.at && { recovered: back.at }),
      ...(held !== undefined && { held }),
      ...(home.from !== undefined && { failingBack: home.from }),
      ...(home.at && { home: home.at }),
    },
    ...figures,
    decisions: decisionsOf(facts),
    ...(dnsTtl !== undefined && { dnsTtl }),
    objectives: judgeObjectives(terms.objectives, figures),
  };
}
