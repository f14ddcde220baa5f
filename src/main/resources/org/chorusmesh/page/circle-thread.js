/** Where the phase circle is drawn. */

/**
 * Opens a painter: in a worker where the browser can draw there, else in this thread.
 *
 * @param tell takes what the painter says
 * @returns a function that takes changes, as CirclePainter.take() does
 */
export function openPainter(canvas, tell) {
  let take = null;
  let waiting = [];

  function use(takeNow) {
    take = takeNow;
    waiting.forEach(take);
    waiting = [];
  }

  async function drawHere() {
    const { CirclePainter } = await import('./circle-painter.js');
    const painter = new CirclePainter(canvas, tell);
    use((change) => painter.take(change));
  }

  if (canvas.transferControlToOffscreen && window.Worker) {
    const worker = new Worker(new URL('./circle-worker.js', import.meta.url), { type: 'module' });
    worker.onerror = () => {
      if (!take) {
        worker.onmessage = null;
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
  return (change) => (take ? take(change) : waiting.push(change));
}
