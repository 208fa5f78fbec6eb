/**
 * What is done to the article elsewhere, as it happens: the server says that there is something new,
 * and the desk fetches it. Only while the page is looked at: a browser has few connections to give.
 */

const SOON = 100; // a stream ended as streams do
const LONGEST_WAIT = 8000;

/**
 * @param {object} api see createApi
 * @param {(actId: string) => boolean} isOwn whether an act was made on this page
 * @param {() => void} renew fetch what is new
 * @param {(names: string[]) => void} here who else has the article open
 * @param {AbortSignal} signal
 */
export function watchArticle(api, isOwn, renew, here, signal) {
  let source = null;
  let articleId = "";
  let since = 0; // the seq of the last act that was told
  let codebook = null; // what tells whether labels were merged or split
  let shows = false; // whether others' work is told
  let isLooking = false; // and was asked for although they work blind
  let wait = SOON;
  let timer = 0;

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function open() {
    close();
    if (!articleId || document.visibilityState !== "visible" || signal.aborted) return;
    source = api.events(articleId, since, isLooking);
    source.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      const isOther = codebook !== null && told.codebook !== codebook;
      const isLifted = told.others !== shows;
      [since, codebook, shows] = [told.seq, told.codebook, told.others];
      wait = SOON;
      if (isOther || isLifted || !told.acts.every(isOwn)) renew();
    };
    source.addEventListener("here", ({ data }) => here(JSON.parse(data)));
    source.onerror = () => {
      close();
      if (wait > SOON) here([]); // nobody knows
      timer = setTimeout(open, wait);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    };
  }

  document.addEventListener("visibilitychange", open, { signal });
  signal.addEventListener("abort", close);
  return {
    /** Follow an article from an act on: `seq` as it was read. */
    follow({ id, seq, others, isLooking: looks }) {
      if (id === articleId && looks === isLooking) return;
      if (id !== articleId) here([]);
      [articleId, since, codebook, shows, isLooking] = [id, seq, null, others.isShown, looks];
      open();
    },
  };
}
