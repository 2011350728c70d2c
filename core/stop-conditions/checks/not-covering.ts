import { coverageOf } from '../coverage.ts';
import type { Check } from '../finding.ts';

/** Whether it looks at what the faults touch, or at something else. */
export const notCovering: Check = {
  check: 'not-covering',
  look(subject) {
    const { service, services, resources } = subject.touched;
    if (resources.length === 0 && services.length === 0 && subject.touched.waves.length === 0) return undefined;
    const seen = coverageOf(subject);
    const make = 'read its metric in a probe as well, or name the alarm for the service';
    switch (seen.sees) {
      case 'touched':
        return undefined;
      case 'service':
        return {
          weight: 'warns',
          says: `looks at ${service}, and the faults touch ${services.join(', ')}: harm to others who use it is not seen. Name an alarm of theirs as well`,
        };
      case 'other':
        return {
          weight: 'disqualifies',
          says: `looks at ${seen.only}, which is nothing that the faults touch and not ${service}: name an alarm that sees them, or if this one does, ${make}`,
        };
      case 'unknown':
        return {
          weight: 'warns',
          says: `may or may not see what the faults touch (${seen.why}): ${make}`,
        };
    }
  },
};
