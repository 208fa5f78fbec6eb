/** A storage like the browser's; `isFull`: it takes nothing more. */
export function makeStorage(isFull = false) {
  const held = new Map();
  return {
    get length() {
      return held.size;
    },
    key: (n) => [...held.keys()][n] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, value) {
      if (isFull) throw new Error("QuotaExceededError");
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
  };
}
