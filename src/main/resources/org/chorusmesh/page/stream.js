/** The stream of a node: it reconnects by itself, and knows how old its last state is. */

const OLD_MILLIS = 2000;
const SILENT_MILLIS = 10_000;
const LEAST_RETRY_MILLIS = 1000;
const GREATEST_RETRY_MILLIS = 15_000;

/**
 * Reads the stream into a model.
 *
 * @param url of GET watch
 * @param model takes what comes
 * @param on {peers(), members(), state(), opened(), age(millis or null)}
 * @returns {ageMillis(), close()}
 */
export function openStream(url, model, on) {
  let source = null;
  let retry = 0;
  let retryMillis = LEAST_RETRY_MILLIS;
  let heardAt = null;
  let openedAt = 0;
  const startedAt = performance.now();

  function take(name, act) {
    source.addEventListener(name, (event) => {
      heardAt = performance.now();
      retryMillis = LEAST_RETRY_MILLIS;
      model.received.bytes += event.data.length;
      model.received.atMillis = heardAt;
      act(JSON.parse(event.data));
      on[name]();
    });
  }

  function open() {
    openedAt = performance.now();
    clearTimeout(retry);
    source?.close();
    source = new EventSource(url);
    source.onopen = () => on.opened();
    source.onerror = () => {
      // The browser retries what was cut, and gives up on what was refused.
      if (source.readyState === EventSource.CLOSED) {
        retry = setTimeout(open, retryMillis * (0.75 + Math.random() / 2));
        retryMillis = Math.min(GREATEST_RETRY_MILLIS, retryMillis * 2);
      }
    };
    take('peers', (data) => model.takePeers(data));
    take('members', (data) => model.takeMembers(data));
    take('state', (data) => model.takeState(data, performance.now()));
  }

  const ageMillis = () => performance.now() - (heardAt ?? startedAt);
  const watch = setInterval(() => {
    on.age(ageMillis() > OLD_MILLIS ? ageMillis() : null);
    // A connection whose other end has gone without a word stays open.
    if (source.readyState === EventSource.OPEN && Math.min(ageMillis(), performance.now() - openedAt) > SILENT_MILLIS) {
      open();
    }
  }, 500);
  open();
  addEventListener('online', open);
  return {
    ageMillis,
    isOld: () => ageMillis() > OLD_MILLIS,
    close() {
      clearInterval(watch);
      clearTimeout(retry);
      removeEventListener('online', open);
      source.close();
    },
  };
}
