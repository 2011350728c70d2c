/** Whose a thing is, by its tags. */
import { isKnown } from './known.ts';
import type { Limits } from './settings.ts';
import type { Subject } from './things.ts';

/** Undefined where no tag says, or the tags are not known. The first of the limits' tags wins. */
export function ownerOf({ tags }: Pick<Subject, 'tags'>, { ownerTags }: Pick<Limits, 'ownerTags'>): string | undefined {
  if (!isKnown(tags)) return undefined;
  return ownerTags.map((tag) => tags[tag]).find((owner) => owner !== undefined && owner.trim() !== '');
}
