import { conforms, finding, rule } from '../rule.ts';

export const healthCheckOfGroup = rule({
  rule: 'health-check-of-group',
  asks: 'a group behind a load balancer takes its health checks for its own',
  severity: 'high',
  of: ['auto-scaling-group'],
  proof: 'process-paused',
  judge({ healthCheck, targetGroups }) {
    if (targetGroups.length === 0) return undefined;
    if (healthCheck === 'ELB') return conforms;
    return finding(
      'it goes by the status of EC2 alone: a member that hangs is out of the load balancer, and is never replaced',
      'health checks of the load balancer (ELB)',
      'set its health check type to ELB, with a grace period as long as an instance takes to start',
    );
  },
});
