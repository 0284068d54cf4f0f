import type { Reporter } from '@playwright/test/reporter';

/** A reporter of somebody else that cannot write what it wants to. */
export default class BreaksAtTheEnd implements Reporter {
  onEnd(): Promise<void> {
    return Promise.reject(new Error('the dashboard answers 503'));
  }
}
