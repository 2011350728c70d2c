/** What every `Resources` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Resources } from '../../core/ports/resources.ts';

/** A fleet of which this is known. */
export interface ResourcesSubject {
  readonly resources: Resources;
  readonly zones: readonly string[];
  /** Instances of two services, told apart by the tag, in every zone. */
  readonly tag: { readonly key: string; readonly value: string };
  readonly group: string;
  /** ARN of an instance that does not exist. */
  readonly missing: string;
}

export function resourcesContract(name: string, make: () => Promise<ResourcesSubject>): void {
  describe(`${name} keeps the contract of Resources`, () => {
    let subject: ResourcesSubject;
    beforeEach(async () => {
      subject = await make();
    });
    const instances = { type: 'ec2:instance' };

    test('all of a type, sorted by ARN', async () => {
      const all = await subject.resources.resolve({ ...instances, where: {} });
      const ids = all.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).toEqual([...ids].sort());
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(all.map(({ type }) => type))).toEqual(new Set(['ec2:instance']));
    });

    test('by tag, zone, id and name; conditions narrow, lists widen', async () => {
      const { resources, tag, zones } = subject;
      const where = { tags: { [tag.key]: tag.value } };
      const tagged = await resources.resolve({ ...instances, where });
      expect(tagged.length).toBeGreaterThan(1);
      for (const each of tagged) expect(each.tags[tag.key]).toBe(tag.value);

      const zone = zones[0]!;
      const inZone = await resources.resolve({ ...instances, where: { ...where, zone } });
      expect(inZone).toEqual(tagged.filter((each) => each.zone === zone));
      expect(inZone.length).toBeGreaterThan(0);

      const [first, second] = tagged;
      expect(await resources.resolve({ ...instances, where: { ids: [first!.id, second!.id] } })).toEqual([
        first,
        second,
      ]);
      expect(await resources.resolve({ ...instances, where: { names: [second!.name] } })).toEqual([second]);
      expect(await resources.resolve({ ...instances, where: { ...where, names: ['nobody'] } })).toEqual([]);
      expect(await resources.resolve({ ...instances, where: { account: '000000000000' } })).toEqual([]);
    });

    test('by a filter on what Describe answers', async () => {
      const where = { filters: { 'State.Name': ['running', 'pending'] } };
      const running = await subject.resources.resolve({ ...instances, where });
      expect(running).toEqual(await subject.resources.resolve({ ...instances, where: {} }));
      expect(
        await subject.resources.resolve({ ...instances, where: { filters: { 'State.Name': ['stopped'] } } }),
      ).toEqual([]);
    });

    test('an unknown type is an error that names it', async () => {
      const asked = subject.resources.resolve({ type: 'mainframe:partition', where: {} });
      await expect(asked).rejects.toMatchObject({ name: 'UnknownResourceType' });
      await expect(asked).rejects.toThrow('mainframe:partition');
    });

    test('one snapshot for each id, in the order given; one that is gone is said to be', async () => {
      const { resources, missing } = subject;
      const ids = (await resources.resolve({ ...instances, where: {} })).map(({ id }) => id).reverse();
      const snapshots = await resources.snapshot([...ids, missing]);
      expect(snapshots.map(({ id }) => id)).toEqual([...ids, missing]);
      expect(snapshots.at(-1)).toMatchObject({ exists: false, type: 'ec2:instance' });
      expect(snapshots[0]).toMatchObject({ exists: true, type: 'ec2:instance', state: { state: 'running' } });
      expect(snapshots).toEqual(JSON.parse(JSON.stringify(snapshots)));
    });

    test('a group tells its desired and healthy counts, and a member its group', async () => {
      const { resources, group } = subject;
      const [found] = await resources.resolve({ type: 'ec2:autoscaling-group', where: { names: [group] } });
      const [snapshot] = await resources.snapshot([found!.id]);
      const { desired, healthy } = snapshot!.state;
      expect(desired).toBeGreaterThan(0);
      expect(healthy).toBe(desired);
      const members = (await resources.resolve({ ...instances, where: {} })).filter((each) => each.group === group);
      expect(members).toHaveLength(Number(desired));
    });

    test('the zones that hold resources, sorted', async () => {
      expect(await subject.resources.zones()).toEqual([...subject.zones].sort());
    });
  });
}
