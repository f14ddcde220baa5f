/** The colours of the phase circle, as the page's style sheet has them. */

/** The colours as they are now; ask again when the colour scheme changes. */
export function circleColors(element) {
  const style = getComputedStyle(element);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    paper: of('--paper'), ink: of('--ink'), soft: of('--ink-soft'), line: of('--line'), lane: of('--lane'),
    accent: of('--accent'), warn: of('--warn'), font: of('--sans') || 'sans-serif',
  };
}
