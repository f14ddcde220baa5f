// What timelines share: elements, colours, canvases and the words of their axes.

import { micros } from './format.js';
import { clockText, secondsText } from './timeline-scale.js';

/** Creates an element with a class and a text. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Writes a text where it is another. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** The colours of the page at an element, as its style sheet has them. */
export function coloursAt(place) {
  const style = getComputedStyle(place);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    muted: of('--ink-soft'),
    line: of('--line'),
    surface: of('--surface'),
    accent: of('--accent'),
    good: of('--timeline-good'),
    warn: of('--warn'),
    bad: of('--bad'),
    whisker: of('--timeline-whisker'),
    absent: of('--timeline-absent'),
    series: [1, 2, 3, 4, 5, 6].map((i) => of(`--series-${i}`)),
    font: `12px ${style.fontFamily}`,
  };
}

/** A canvas scaled for the screen, empty. */
export function context(canvas, width, height) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
    [canvas.width, canvas.height] = pixels;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = canvas.getContext('2d');
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

function powerOfTen(power) {
  const digits = String(power).replace(/[-\d]/g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[sign]));
  return power === 0 ? '1' : power === 1 ? '10' : `10${digits}`;
}

/** How the two kinds of axes are said. */
export const WORDS = {
  clock: {
    tick: (at) => clockText(at),
    exact: (at) => clockText(at, true),
    decade: (power) => micros(10 ** power),
  },
  seconds: {
    tick: (at) => secondsText(at),
    exact: (at) => secondsText(at, true),
    decade: (power) => `${powerOfTen(power)} rad`,
  },
};
