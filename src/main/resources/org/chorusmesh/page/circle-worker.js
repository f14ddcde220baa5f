/** Draws the phase circle in a thread of its own, so that no frame costs the page's own thread anything. */

import { CirclePainter } from './circle-painter.js';

let painter = null;

function canDraw() {
  return typeof OffscreenCanvas === 'function' && Boolean(new OffscreenCanvas(1, 1).getContext('2d')) && typeof requestAnimationFrame === 'function';
}

onmessage = ({ data }) => {
  if (data.canvas) {
    painter = new CirclePainter(data.canvas, (told) => postMessage(told));
  } else {
    painter.take(data);
  }
};

postMessage({ ready: canDraw() });
