type Listener = (value: string) => void;

/** A shorter value, or one of fewer different characters, stands in many harmless texts, and so is not searched for. */
const minimum = { length: 8, characters: 5 };

const values = new Set<string>();
const listeners = new Set<Listener>();

/** Every value that this process has put into a `Secret`, so that none can be forgotten where texts are published. */
export const knownSecrets = {
  add: (value: string): void => {
    if (values.has(value) || value.length < minimum.length || new Set(value).size < minimum.characters)
      return;
    values.add(value);
    for (const listener of listeners) listener(value);
  },

  /** Calls a listener once for each value: now for those so far, later for new ones. Returns what ends it. */
  subscribe: (listener: Listener): (() => void) => {
    for (const value of values) listener(value);
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
