// Scales and words of a time axis. Times are milliseconds.

import { clock } from './format.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  SECOND,
  2 * SECOND,
  5 * SECOND,
  10 * SECOND,
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  24 * HOUR,
];

/** The distance of ticks, so that each has so many pixels at least. */
export function tickStep(millis, pixels, least) {
  const want = (millis / Math.max(1, pixels)) * least;
  return STEPS.find((step) => step >= want) ?? STEPS[STEPS.length - 1];
}

/** A wall-clock time of day, with milliseconds where they are asked for. */
export function clockText(millis, exact = false) {
  const second = clock(millis);
  return exact ? `${second}.${String(Math.floor(((millis % SECOND) + SECOND) % SECOND)).padStart(3, '0')}` : second;
}

/** Whether two times are in the same second of a clock. */
export function sameSecond(a, b) {
  return Math.floor(a / SECOND) === Math.floor(b / SECOND);
}

/** Seconds since the start of a run. */
export function secondsText(millis, exact = false) {
  return `${(millis / SECOND).toFixed(exact ? 3 : 2).replace(/\.?0+$/, '')} s`;
}

/** An angle. */
export function radiansText(radians) {
  return Math.abs(radians) < 1e-3 && radians !== 0 ? `${radians.toExponential(1)} rad` : `${radians.toFixed(3)} rad`;
}

/** The least of 1, 2, 5, 10, 20 … that is not below a number. */
export function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map((digit) => digit * power).find((round) => round >= number * (1 - 1e-9));
}

/** The index of the last time that is not after an instant; −1 if all are. */
export function lastAt(times, at) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Pixels left of the plot, for labels; on a phone less. */
const GUTTER = 132;
const NARROW_GUTTER = 92;
const NARROW = 600;

/** Pixels right of it. */
export const MARGIN = 14;

/** Maps times to pixels. */
export class Axis {
  constructor(from, to, width) {
    this.from = from;
    this.to = to;
    this.left = width < NARROW ? NARROW_GUTTER : GUTTER;
    this.width = Math.max(10, width - this.left - MARGIN);
  }

  x(at) {
    return this.left + ((at - this.from) / (this.to - this.from)) * this.width;
  }

  at(x) {
    return this.from + ((x - this.left) / this.width) * (this.to - this.from);
  }

  get perMilli() {
    return this.width / (this.to - this.from);
  }

  /** Keeps what is drawn within the plot. */
  clip(ctx, height) {
    ctx.beginPath();
    ctx.rect(this.left - 6, 0, this.width + 12, height);
    ctx.clip();
  }
}
