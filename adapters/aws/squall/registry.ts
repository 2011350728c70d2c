/** Actions of our own by id. A family is loaded when one of its actions is first used: most runs use none. */
import type { OwnFault, Place } from './own-fault.ts';

type Loading = (place: Place) => Promise<OwnFault>;

const hosts: Loading = async (place) => (await import('./hosts.ts')).hostFaults(place);

const requests: Loading = async (place) => (await import('./lambda-requests.ts')).lambdaRequests(place);

const proxies: Loading = async (place) => (await import('./toxics.ts')).toxics(place);

export const ownFaults: Readonly<Record<string, Loading>> = {
  'squall:host:clock-skew': hosts,
  'squall:host:dns-failure': hosts,
  'squall:host:bandwidth-limit': hosts,
  'squall:host:zone-partition': hosts,
  'squall:host:process-pause': hosts,
  'squall:host:certificate-expiry': hosts,
  'squall:autoscaling:scale-to-zero': async (place) => (await import('./scale-groups.ts')).scaleGroups(place),
  'squall:autoscaling:replace-instance': async (place) =>
    (await import('./replace-instances.ts')).replaceInstances(place),
  'squall:ecs:scale-to-zero': async (place) => (await import('./scale-services.ts')).scaleServices(place),
  'squall:autoscaling:raise-capacity': async (place) => (await import('./raise-groups.ts')).raiseGroups(place),
  'squall:ecs:raise-capacity': async (place) => (await import('./raise-services.ts')).raiseServices(place),
  'squall:eks:raise-capacity': async (place) => (await import('./raise-nodegroups.ts')).raiseNodegroups(place),
  'squall:rds:switch-over-global-cluster': async (place) =>
    (await import('./global-databases.ts')).globalDatabases(place, 'switch-over'),
  'squall:rds:fail-over-global-cluster': async (place) =>
    (await import('./global-databases.ts')).globalDatabases(place, 'fail-over'),
  'squall:elb:detach-targets': async (place) => (await import('./detach-targets.ts')).detachTargets(place),
  'squall:ec2:revoke-security-group-rule': async (place) => (await import('./revoke-rules.ts')).revokeRules(place),
  'squall:route53:shift-weights': async (place) => (await import('./shift-weights.ts')).shiftWeights(place),
  'squall:route53:fail-over': async (place) => (await import('./fail-over.ts')).failOver(place),
  'squall:globalaccelerator:set-dials': async (place) => (await import('./set-dials.ts')).setDials(place),
  'squall:arc:set-routing-controls': async (place) =>
    (await import('./set-routing-controls.ts')).setRoutingControls(place),
  'squall:arc:start-zonal-shift': async (place) => (await import('./zonal-shifts.ts')).zonalShifts(place),
  'squall:arc:start-practice-run': async (place) => (await import('./zonal-shifts.ts')).practiceRuns(place),
  'squall:lambda:latency': requests,
  'squall:lambda:exception': requests,
  'squall:lambda:status': requests,
  'squall:lambda:corrupt-response': requests,
  'squall:lambda:deny-hosts': requests,
  'squall:lambda:throttle': async (place) => (await import('./throttle-functions.ts')).throttleFunctions(place),
  'squall:toxiproxy:latency': proxies,
  'squall:toxiproxy:down': proxies,
  'squall:toxiproxy:bandwidth': proxies,
  'squall:toxiproxy:slow-close': proxies,
  'squall:toxiproxy:timeout': proxies,
  'squall:toxiproxy:reset-peer': proxies,
  'squall:toxiproxy:slicer': proxies,
  'squall:toxiproxy:limit-data': proxies,
};
