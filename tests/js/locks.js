/** Locks like the browser's, for several windows: `window()` opens one, `end()` of it closes it. */
export function makeLocks() {
  let asked = []; // in the order of asking: {name, mode, window, isHeld, grant}

  const isInTheWay = (one, other) => one.name === other.name && (one.mode === "exclusive" || other.mode === "exclusive");
  const isFree = (request) => !asked.slice(0, asked.indexOf(request)).some((other) => isInTheWay(request, other));

  function pass() {
    for (const request of asked.filter((one) => !one.isHeld && isFree(one))) {
      request.isHeld = true;
      request.grant();
    }
  }

  function leave(isGoing) {
    asked = asked.filter((one) => !isGoing(one));
    pass();
  }

  function open() {
    const me = {};
    function request(name, ...rest) {
      const run = rest.pop();
      const { mode = "exclusive", ifAvailable = false, signal } = rest[0] ?? {};
      return new Promise((resolve, reject) => {
        const mine = { name, mode, window: me, isHeld: false };
        const abort = () => (leave((one) => one === mine && !one.isHeld), reject(signal.reason));
        if (signal?.aborted) return reject(signal.reason);
        signal?.addEventListener("abort", abort);
        mine.grant = () => Promise.resolve({ name, mode }).then(run).finally(() => leave((one) => one === mine)).then(resolve, reject);
        asked.push(mine);
        if (ifAvailable && !isFree(mine)) {
          leave((one) => one === mine);
          return resolve(run(null));
        }
        return pass();
      });
    }
    return { request, end: () => leave((one) => one.window === me) };
  }

  return { window: open };
}
