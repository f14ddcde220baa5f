// What a timeline draws of a run.

/**
 * Firings that belong together, one of each node, against the middle one. Numbers may differ.
 *
 * @param period of a beat, milliseconds
 */
export function beatsOf({ firings }, period) {
  const rows = firings.micros.map((_, i) => i).sort((a, b) => firings.micros[a] - firings.micros[b]);
  const beats = [];
  let together = new Map();
  const close = () => {
    const members = [...together.values()];
    if (members.length === 0) {
      return;
    }
    const middle = members[members.length >> 1];
    const beat = { number: firings.number[middle], at: firings.micros[middle] / 1000, offsets: [], numbers: [] };
    for (const i of members) {
      beat.offsets[firings.node[i]] = firings.micros[i] - firings.micros[middle];
      beat.numbers[firings.node[i]] = firings.number[i];
    }
    beats.push(beat);
  };
  for (const i of rows) {
    const [first] = together.values();
    if (
      first !== undefined &&
      (together.has(firings.node[i]) || firings.micros[i] - firings.micros[first] > 500 * period)
    ) {
      close();
      together = new Map();
    }
    together.set(firings.node[i], i);
  }
  close();
  return beats;
}

/** When each node did not run. */
export function absencesOf({ frames }) {
  const absences = [];
  frames.phases.forEach((phases, lane) => {
    for (let i = 0; i < phases.length; i++) {
      if (phases[i] === null) {
        const from = i;
        while (i + 1 < phases.length && phases[i + 1] === null) {
          i++;
        }
        const until = Math.min(i + 1, phases.length - 1);
        absences.push({ lane, from: frames.seconds[from] * 1000, to: frames.seconds[until] * 1000 });
      }
    }
  });
  return absences;
}

/** Turns as bars, other acts as dots; of one job, or of all where it is −1. */
export function actsOf({ acts }, job) {
  const bars = [];
  const dots = [];
  acts.job.forEach((each, i) => {
    if (job >= 0 && each !== job) {
      return;
    }
    const lane = acts.node[i];
    const at = acts.from[i] / 1000;
    if (acts.of[i] > 0) {
      bars.push({
        lane,
        job: each,
        from: at,
        to: acts.to[i] / 1000,
        text: `turn ${acts.slot[i] + 1} of ${acts.of[i]}, cycle ${acts.number[i]}`,
      });
    } else {
      dots.push({ lane, job: each, at, text: `acts for beat ${acts.number[i]}` });
    }
  });
  return { bars, dots };
}

/** What happened, as marks. */
export function eventsOf({ events }) {
  return events.map((event, id) => ({
    id,
    at: event.micros / 1000,
    until: event.untilMicros / 1000,
    kind: event.kind,
    lanes: event.nodes,
    text: event.text,
  }));
}
