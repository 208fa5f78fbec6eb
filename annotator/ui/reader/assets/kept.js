/**
 * What the browser keeps across reloads, each entry under a key of its own. A browser may refuse
 * its storage, the storage may be full or hold what somebody else wrote there; an entry that it does
 * not take lasts as long as the page.
 *
 * @param {Storage | null} storage
 * @param {string} prefix of the keys: they are given and returned without it
 */
export function createKept(storage, prefix) {
  const unstored = new Map(); // key -> entry
  const attempt = (run) => {
    try {
      return run();
    } catch {
      return undefined;
    }
  };

  function drop(key) {
    unstored.delete(key);
    attempt(() => storage.removeItem(prefix + key));
  }

  return {
    /** Return an entry; null where there is none, or something that cannot be read. */
    get: (key) => unstored.get(key) ?? attempt(() => JSON.parse(storage.getItem(prefix + key))) ?? null,
    put(key, entry) {
      unstored.delete(key);
      try {
        storage.setItem(prefix + key, JSON.stringify(entry));
      } catch {
        drop(key); // an older entry would come back instead
        unstored.set(key, entry);
      }
    },
    drop,
    /** Return the keys of all entries, or of those that begin with some letters. */
    keys(start = "") {
      const length = attempt(() => storage.length) ?? 0;
      const stored = Array.from({ length }, (_, i) => attempt(() => storage.key(i)));
      const own = stored.filter((key) => key?.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...own, ...unstored.keys()])].filter((key) => key.startsWith(start));
    },
  };
}
