// What happened, as a list: the timeline's marks in words.

import { markElement } from './timeline-kinds.js';
import { element } from './timeline-dom.js';
import { sameSecond } from './timeline-scale.js';

/** This near to the chosen time an event is marked, milliseconds. */
const NEAR_MILLIS = 2500;

const MOST = 1000;

export class Happenings {
  /**
   * @param container an element
   * @param options words: one of WORDS; seek(at): the reader chose an event; newestFirst; none: what is said of an empty list
   */
  constructor(container, options) {
    this.options = options;
    this.rows = new Map();
    this.list = element('ol', 'timeline-events');
    this.list.setAttribute('aria-label', 'What happened');
    this.list.tabIndex = 0;
    this.empty = element('p', 'timeline-none', options.none);
    container.append(this.list, this.empty);
  }

  /** Shows these events; what is shown already stays as it is. */
  setEvents(events) {
    const shown = events.slice(-MOST);
    const kept = new Set(shown.map((event) => event.id));
    for (const [id, row] of this.rows) {
      if (!kept.has(id)) {
        row.item.remove();
        this.rows.delete(id);
      }
    }
    for (const event of shown) {
      if (!this.rows.has(event.id)) {
        this.#add(event);
      }
    }
    this.empty.hidden = shown.length > 0;
    this.list.hidden = shown.length === 0;
  }

  #add(event) {
    const item = element('li');
    const button = element('button');
    button.type = 'button';
    const time = element('time', '', this.options.words.tick(event.at));
    button.append(markElement(event.kind), time, element('span', 'text', event.text));
    button.addEventListener('click', () => this.options.seek(event.at));
    item.append(button);
    if (this.options.newestFirst) {
      this.list.prepend(item);
    } else {
      this.list.append(item);
    }
    this.rows.set(event.id, { item, at: event.at, until: event.until ?? event.at });
  }

  /** Marks what is near a time, and scrolls the list to it. */
  setCursor(at) {
    let nearest = null;
    const rows = at === null ? [] : [...this.rows.values()];
    // All of the chosen second; where it has none, those that are near.
    const hits = (row) => sameSecond(row.at, at) || (row.at <= at && at <= row.until);
    const hit = rows.some(hits);
    for (const row of this.rows.values()) {
      const marked = at !== null && (hit ? hits(row) : Math.abs(row.at - at) <= NEAR_MILLIS);
      row.item.toggleAttribute('aria-current', false);
      if (marked) {
        row.item.setAttribute('aria-current', 'time');
        nearest = nearest && Math.abs(nearest.at - at) <= Math.abs(row.at - at) ? nearest : row;
      }
    }
    if (nearest && nearest !== this.nearest) {
      // The list only, never the page.
      const place = nearest.item.offsetTop - this.list.offsetTop;
      this.list.scrollTop = Math.max(0, place - this.list.clientHeight / 3);
    }
    this.nearest = nearest;
  }
}
