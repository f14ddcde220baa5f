/** The order parameter and the spread as the page remembers them. */

const KEPT_SECONDS = 3600;
const FINE_SECONDS = 75;
const GAP_SECONDS = 5;

/** Samples of up to an hour: one a second, finer for the latest minute. */
export class History {

  constructor() {
    this.times = [];
    this.orders = [];
    this.spreads = [];
  }

  /** Takes the samples of the timeline for the seconds that the stream has not brought. */
  seed(samples) {
    const known = new Set(this.times.map(Math.floor));
    const rows = this.times.map((time, i) => [time, this.orders[i], this.spreads[i]]);
    samples.wallMillis.forEach((wall, i) => {
      if (!known.has(Math.floor(wall / 1e3))) {
        rows.push([wall / 1e3, samples.r[i], shown(samples.spreadMicros[i])]);
      }
    });
    rows.sort((a, b) => a[0] - b[0]);
    [this.times, this.orders, this.spreads] = [0, 1, 2].map((column) => rows.map((row) => row[column]));
  }

  add(state) {
    const time = state.wallMillis / 1e3;
    if (this.times.length && time <= this.times.at(-1)) {
      return;
    }
    this.times.push(time);
    this.orders.push(state.order.r);
    this.spreads.push(shown(state.order.spreadMicros));
    this.thin(time);
  }

  /** Leaves one sample a second of what is no longer fresh. */
  thin(now) {
    if (this.times.length < 2 || now - (this.thinned ?? 0) < 15) {
      return;
    }
    this.thinned = now;
    const keep = [];
    let second = -1;
    this.times.forEach((time, i) => {
      if (now - time > KEPT_SECONDS) {
        return;
      }
      if (now - time < FINE_SECONDS || Math.floor(time) !== second) {
        second = Math.floor(time);
        keep.push(i);
      }
    });
    this.times = keep.map((i) => this.times[i]);
    this.orders = keep.map((i) => this.orders[i]);
    this.spreads = keep.map((i) => this.spreads[i]);
  }

  /** The samples of the latest so many seconds, with a gap where there were none for a while. */
  latest(rangeSeconds) {
    const end = this.times.at(-1) ?? 0;
    const columns = [[], [], []];
    const put = (...sample) => sample.forEach((value, i) => columns[i].push(value));
    this.times.forEach((time, i) => {
      if (time < end - rangeSeconds - 1) {
        return;
      }
      const before = this.times[i - 1];
      if (before !== undefined && time - before > GAP_SECONDS) {
        put(before + 1, null, null);
      }
      put(time, this.orders[i], this.spreads[i]);
    });
    return columns;
  }
}

// A logarithmic axis has no place for 0.
function shown(spread) {
  return spread === null || spread === undefined ? null : Math.max(1, spread);
}
