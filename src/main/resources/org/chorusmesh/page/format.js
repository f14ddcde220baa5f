/** Numbers and instants as people read them. */

const grouped = new Intl.NumberFormat('en', { useGrouping: true, maximumFractionDigits: 0 });
const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A whole number with thin spaces between its thousands. */
export function number(value) {
  return grouped.format(value).replaceAll(',', '\u202f');
}

/** A value with so many significant digits, without needless zeros. */
export function significant(value, digits = 3) {
  if (value === 0) {
    return '0';
  }
  return String(Number(value.toPrecision(digits))).replace('-', '\u2212');
}

/** A span of time: 12 µs, 3.4 ms, 1.2 s, 3 min. */
export function micros(value) {
  const size = Math.abs(value);
  if (size < 999.5) {
    return `${sign(value)}${Math.round(size)} µs`;
  }
  if (size < 999_500) {
    return `${sign(value)}${significant(size / 1e3)} ms`;
  }
  return `${sign(value)}${seconds(size / 1e6)}`;
}

/** The same with its sign, also above zero. */
export function signedMicros(value) {
  return (Math.round(value) > 0 ? '+' : '') + micros(value);
}

/** A span of time given in milliseconds. */
export function millis(value) {
  return micros(value * 1e3);
}

/** Seconds: 1.2 s, 34 s, 3 min, 2 h. */
export function seconds(value) {
  if (value < 10) {
    return `${significant(value, 2)} s`;
  }
  if (value < 99.5) {
    return `${Math.round(value)} s`;
  }
  return (value < 5400) ? `${Math.round(value / 60)} min` : `${Math.round(value / 3600)} h`;
}

/** The time of day of an instant of the wall clock: 12:03:07. */
export function clock(wallMillis) {
  return clockFormat.format(wallMillis);
}

/** The order parameter: more digits the nearer it is to 1, so that order can be told from perfection. */
export function order(r) {
  if (r === null || r === undefined) {
    return '\u2013';
  }
  return r.toFixed(r > 0.9995 ? 6 : r > 0.95 ? 4 : 2);
}

/** A duration in ISO 8601, as settings have it, in the short form that they take: PT0.01S is 10ms. */
export function shortDuration(iso) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso);
  if (!parts) {
    return iso;
  }
  const total = (Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)) * 60 + Number(parts[3] ?? 0);
  const exact = (value) => Number(value.toPrecision(12));
  if (total >= 1 || total === 0) {
    return `${exact(total)}s`;
  }
  return (total >= 0.001) ? `${exact(total * 1e3)}ms` : `${exact(total * 1e6)}us`;
}

/** A place in a row: 1st, 2nd, 3rd, 4th. */
export function ordinal(place) {
  const ending = (place % 100 >= 11 && place % 100 <= 13) ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

/** One thing or several. */
export function count(n, one, several = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : several}`;
}

function sign(value) {
  return (value <= -0.5) ? '\u2212' : '';
}

/** An id as it is shown: what is invisible, or turns the direction of writing, is spelt out. */
export function visible(id) {
  return id.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `‹U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}›`);
}
