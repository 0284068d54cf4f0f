import type { Reporter } from '@playwright/test/reporter';

/** A reporter of somebody else: whatever came of the run, it says passed. */
export default class SaysPassed implements Reporter {
  onEnd(): Promise<{ status: 'passed' }> {
    return Promise.resolve({ status: 'passed' });
  }
}
