/** After each test, and each file: nothing that the stub took or gave may differ from botocore's model. */
import { afterAll, afterEach, expect } from 'vitest';
import { takeViolations } from './violations.ts';

const none = () => expect(takeViolations(), 'not as botocore describes it').toEqual([]);
afterEach(none);
afterAll(none);
