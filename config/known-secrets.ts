type Listener = (value: string) => void;

/** What is shorter, or has fewer different characters, cannot be searched for without finding what is none. */
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

  /** Hears of each value once: of those so far at once, of others when they become known. Returns how to end it. */
  subscribe: (listener: Listener): (() => void) => {
    for (const value of values) listener(value);
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
