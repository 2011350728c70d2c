/** The method: actions one after the other or side by side, pauses between them, probes among them. */
import type { Outline, StepSketch } from '../outline.ts';
import type { Place } from '../place.ts';
import { durationOf, millisOf } from '../quantities.ts';
import type { Resolve } from '../values.ts';
import { actionOf } from './actions.ts';

interface Course {
  /** Steps that the next one waits for. */
  frontier: readonly string[];
  readonly outline: Outline;
  readonly resolve: Resolve;
  /** Every activity that has a name, for those that refer to it. */
  readonly named: ReadonlyMap<string, Place>;
}

export function methodOf(method: Place, { outline, resolve, named }: Omit<Course, 'frontier'>): void {
  const course: Course = { frontier: [], outline, resolve, named };
  for (const activity of method.list()) follow(activity, course);
}

function follow(activity: Place, course: Course): void {
  const { named } = course;
  const ref = activity.at('ref').text();
  const meant = ref === undefined ? activity : named.get(ref);
  activity.at('controls').lost('controls are code beside an activity, and no code of a file is run');
  if (!meant) {
    activity.lost(`it refers to ${ref}, and no activity of the file has that name`);
    return;
  }
  if (meant.at('type').value === 'probe') {
    if (ref !== undefined) {
      for (const key of ['ref', 'type']) activity.at(key).changed('the probe is sampled all along, not at one moment');
      pauses(activity, course);
      return;
    }
    for (const place of partsOf(activity))
      place.lost(
        'nothing is expected of it, so that it could not be judged: with a tolerance it is a probe of the hypothesis',
      );
    pauses(activity, course);
    return;
  }
  pause(activity.at('pauses', 'before'), `${meant.at('name').text() ?? 'step'}-pause-before`, course);
  const after = activity.at('pauses', 'after');
  const length = lengthOf(after, course.resolve);
  const made = actionOf(meant, course, length);
  if (ref !== undefined) for (const key of ['ref', 'type']) activity.at(key).kept();
  if (!made) {
    pause(after, `${meant.at('name').text() ?? 'step'}-pause-after`, course);
    return;
  }
  const background = activity.at('background').value === true;
  const id = add(meant.at('name').text() ?? made.sketch.action ?? 'step', made.sketch, course, background);
  activity.at('background').kept();
  if (made.lastsForPause) {
    after.changed('the fault lasts as long as this pause was');
    return;
  }
  pause(after, `${id}-pause`, course);
}

/** As one, where nothing of it is kept for itself. */
function partsOf(activity: Place): readonly Place[] {
  const parts = activity.entries();
  return parts.some(([key]) => key === 'pauses')
    ? parts.flatMap(([key, place]) => (key === 'pauses' ? [] : [place]))
    : [activity];
}

function pauses(activity: Place, course: Course): void {
  for (const when of ['before', 'after'])
    pause(
      activity.at('pauses', when),
      `${activity.at('name').text() ?? activity.at('ref').text() ?? 'probe'}-pause`,
      course,
    );
}

function add(name: string, sketch: StepSketch, course: Course, background: boolean): string {
  const { outline, frontier } = course;
  const previous = outline.steps().at(-1);
  const byDefault = previous === undefined ? [] : [previous];
  const same = frontier.length === byDefault.length && frontier.every((id, i) => id === byDefault[i]);
  const id = outline.step(name, { ...sketch, ...(!same && { after: frontier }) });
  if (!background) course.frontier = [id];
  return id;
}

const shortest = 60_000;

/** A wait of AWS FIS takes a minute at least. */
function pause(place: Place, name: string, course: Course): void {
  if (place.value === undefined) return;
  const length = lengthOf(place, course.resolve);
  if (length === undefined) {
    place.lost('how long it is cannot be known before a run');
    return;
  }
  if (length === 0) {
    place.kept('no pause');
    return;
  }
  add(
    name,
    { action: 'aws:fis:wait', with: { duration: durationOf(Math.max(length, shortest), 'ms')! } },
    course,
    false,
  );
  if (length < shortest) place.changed(`${length / 1000} s become a minute, the shortest that AWS FIS waits`);
  else place.kept();
}

const lengthOf = (place: Place, resolve: Resolve): number | undefined => millisOf(resolve(place.value).today);
