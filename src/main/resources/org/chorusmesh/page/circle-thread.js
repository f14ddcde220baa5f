/** Where the phase circle is drawn. */

const RETRY_MILLIS = 2000;

/**
 * Opens a painter: in a worker where the browser can draw there, else in this thread. Tries again where neither can be loaded.
 *
 * @param tell takes what the painter says
 * @returns a function that takes changes, as CirclePainter.take() does
 */
export function openPainter(canvas, tell) {
  let take = null;
  let waiting = [];
  let tries = 0;

  function use(takeNow) {
    take = takeNow;
    waiting.forEach(take);
    waiting = [];
  }

  async function drawHere() {
    // A browser may keep in mind that an address could not be loaded.
    const module = await import(`./circle-painter.js${tries > 1 ? `?${tries}` : ''}`).catch(() => null);
    if (!module) {
      setTimeout(start, RETRY_MILLIS);
      return;
    }
    const painter = new module.CirclePainter(canvas, tell);
    use((change) => painter.take(change));
  }

  function start() {
    tries++;
    if (canvas.transferControlToOffscreen && window.Worker) {
      const worker = new Worker(new URL('./circle-worker.js', import.meta.url), { type: 'module' });
      worker.onerror = () => {
        if (!take) {
          worker.onmessage = null;
          worker.terminate();
          drawHere();
        }
      };
      worker.onmessage = ({ data }) => {
        if (data.ready) {
          const offscreen = canvas.transferControlToOffscreen();
          worker.postMessage({ canvas: offscreen }, [offscreen]);
          use((change) => worker.postMessage(change));
        } else if (data.ready === false) {
          worker.terminate();
          drawHere();
        } else {
          tell(data);
        }
      };
    } else {
      drawHere();
    }
  }

  start();
  return (change) => (take ? take(change) : waiting.push(change));
}
