// Who acts alone for a beat, and whose turn it is, by the lists that were agreed on (docs/beats.md).

/** By how much a turn ends before its slot does, in beats; at most half of the slot. */
const GUARD = 0.25;

/** The owner of a beat: the members that are present, in rotation. Null where there are none. */
export function ownerOf(present, number, every) {
  return present.length === 0 ? null : present[Math.floor(number / every) % present.length];
}

/** The turns of a cycle: the slots of a list, in beats from the cycle's first beat. */
export function slotsOf(list, every) {
  const length = every / list.length;
  return list.map((id, slot) => ({
    id,
    slot,
    from: slot * length,
    to: (slot + 1) * length - Math.min(GUARD, length / 2),
  }));
}

/**
 * Bars for turns, dots for owners.
 *
 * @param beats in their order, with list: who had a slot, and held: whose slots were empty
 * @param choice by: "turn", "one" or "", and every how many beats
 * @param laneOf the lane of an id
 */
export function plan(beats, choice, laneOf, periodMillis) {
  const bars = [];
  const dots = [];
  for (const beat of beats) {
    if (!choice.by || !beat.list || beat.number % choice.every !== 0) {
      continue;
    }
    if (choice.by === 'one') {
      const present = beat.list.filter((id) => !beat.held?.includes(id));
      const owner = ownerOf(present, beat.number, choice.every);
      if (owner !== null) {
        dots.push({ lane: laneOf(owner), at: beat.at, text: `${owner} acts for beat ${beat.number}` });
      }
      continue;
    }
    for (const turn of slotsOf(beat.list, choice.every)) {
      bars.push({
        lane: laneOf(turn.id),
        from: beat.at + turn.from * periodMillis,
        to: beat.at + turn.to * periodMillis,
        text: `turn ${turn.slot + 1} of ${beat.list.length}${beat.held?.includes(turn.id) ? ', empty' : ''}`,
      });
    }
  }
  return { bars, dots };
}
