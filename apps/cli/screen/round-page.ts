/** Rounds of the doctor, for people. */
import type { LeftAlone } from '../../../core/doctor-monkey/decide.ts';
import type { FollowUp } from '../../../core/doctor-monkey/notes.ts';
import type { RemoteLook } from '../../aws/treat.ts';
import type { DoctorEvent, DoctorRehearsal } from '../../local/doctor-monkey/rehearse.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { plainAll } from '../text/plain.ts';
import { spoken, timeOfDay } from '../text/times.ts';

export function rehearsalPage(rehearsal: DoctorRehearsal, colours: Colours): readonly string[] {
  const { world, seed, events, histories, told, ill } = plainAll(rehearsal);
  const runs = histories.map(({ record: { runId, terminal } }) => {
    const { end = 'unfinished', verdict = '', reason = '' } = terminal ?? {};
    return `run ${runId}: ${end === 'refused' ? colours.red('refused') : verdict}: ${reason}`;
  });
  return [
    ...events.map((event) => `${colours.dim(timeOfDay(event.at))}  ${sentence(event, colours)}`),
    '',
    ...runs,
    `world ${world}, seed ${seed}: ${count(histories.length, 'run')}, ${count(told.length, 'notice')} to owners, ${
      ill === 0 ? colours.green('nobody is ill any more') : colours.red(`${ill} still ill, which is left to people`)
    }`,
  ];
}

function sentence(event: DoctorEvent, colours: Colours): string {
  switch (event.what) {
    case 'hangs':
      return `${event.instance} of ${event.group} hangs`;
    case 'treated':
      return `${colours.yellow('replaced')} ${event.instance} of ${event.group}, by run ${event.runId}`;
    case 'left-alone':
      return leftAlone(event.left, colours);
    case 'followed-up':
      return followedUp(event.followUp, colours);
  }
}

const leftAlone = ({ group, member, rule, why }: LeftAlone, { dim }: Colours): string =>
  `${dim('left alone')} ${member ? `${member.name} of ` : ''}${group.name}: ${rule}: ${why}`;

const followedUp = (followUp: FollowUp, { green, red }: Colours): string =>
  followUp.healed
    ? `${green('healed')} ${followUp.of.groupName} is whole again after ${spoken(followUp.after)}`
    : `${red('not healed')} ${followUp.of.groupName}: ${followUp.why}`;

/** @param look nothing of it was done */
export function lookPage(look: RemoteLook, colours: Colours): readonly string[] {
  const { place, ill, treatments, leftAlone: left, followUps, enabled } = plainAll(look);
  return [
    ...treatments.map(
      ({ member, group, check, illSince }) =>
        `${colours.yellow('would be replaced')} ${member.name} of ${group.name}: it fails ${check} since ${timeOfDay(illSince)}`,
    ),
    ...left.map((each) => leftAlone(each, colours)),
    ...followUps.map((each) => followedUp(each, colours)),
    `${place}: ${ill === 0 ? 'nobody is ill' : `${ill} ill`}; the schedule of the doctor is ${enabled ? 'enabled' : 'disabled'}`,
  ];
}
