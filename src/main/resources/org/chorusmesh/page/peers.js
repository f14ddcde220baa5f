/** The table of peers: keyed rows, patched where a cell has changed. */

import { count, visible } from './format.js';
import { COLUMNS, compare } from './peer-columns.js';

const ORDER_MILLIS = 1000;
const FEW_ROWS = 50;
const MANY_MILLIS = 500;
const MARGIN_ROWS = 4;

const FILTERS = {
  all: () => true,
  not_in_step: (node) => !node.inStep,
  in_step: (node) => node.inStep,
  live: (node) => node.state === 'live',
  fading: (node) => node.state === 'fading',
  joining: (node) => node.state === 'joining',
  one_way: (node) => node.state === 'one_way',
  muted: (node) => node.state === 'muted',
};

/** The region "Peers". */
export class PeersTable {

  /**
   * @param on {mute(id, muted, button), forget(id, button), point(id or null)}
   */
  constructor(root, model, on) {
    this.model = model;
    this.on = on;
    this.body = root.querySelector('tbody');
    this.none = root.querySelector('[data-part="none"]');
    this.shownCount = root.querySelector('[data-part="count"]');
    this.filter = root.querySelector('select[name="state"]');
    this.find = root.querySelector('input[name="find"]');
    this.rows = new Map();
    this.order = [];
    this.sortKey = 'locking';
    this.descending = false;
    this.orderedAt = 0;
    this.patchedAt = 0;
    this.heads = [...root.querySelectorAll('th[data-key]')];
    for (const head of this.heads) {
      head.querySelector('button').addEventListener('click', () => this.sortBy(head.dataset.key));
    }
    for (const input of [this.filter, this.find]) {
      input.addEventListener('input', () => this.arrange());
    }
    this.scroll = root.querySelector('.scroll');
    this.scroll.addEventListener('scroll', () => this.patchInView(), { passive: true });
    new IntersectionObserver(([entry]) => this.look(entry.isIntersecting)).observe(this.scroll);
    this.body.addEventListener('mouseover', (event) => on.point(event.target.closest('tr')?.nodeKey ?? null));
    this.body.addEventListener('mouseleave', () => on.point(null));
    this.showSort();
  }

  /** Shows only those of a state. */
  show(filter) {
    this.filter.value = filter;
    this.arrange();
  }

  /** Marks the row of a node; null marks none. */
  point(id) {
    if (this.pointed !== id) {
      this.rows.get(this.pointed)?.element.classList.remove('pointed');
      this.rows.get(id)?.element.classList.add('pointed');
      this.pointed = id;
    }
  }

  /** Peers of an old state are not changed. */
  setOld(old) {
    for (const act of [...this.rows.values()].flatMap((row) => row.acts)) {
      act.disabled = old;
      act.title = old ? 'Nothing can be changed now: the node is not heard.' : act.hint;
    }
  }

  /** Brings the row of a node into view. */
  reveal(id) {
    this.show('all');
    this.rows.get(id)?.element.scrollIntoView({ block: 'center' });
  }

  /** Takes in who has come and who has gone. */
  rebuild() {
    const present = new Map(this.model.nodes.filter((node) => !node.self).map((node) => [node.id, node]));
    for (const [id, row] of this.rows) {
      if (!present.has(id)) {
        row.element.remove();
        this.rows.delete(id);
      }
    }
    for (const [id, node] of present) {
      const row = this.rows.get(id) ?? this.addRow(id);
      row.node = node;
    }
    // The state that speaks of them comes next.
    this.stale = true;
  }

  /** Patches the cells of the rows in view. */
  update(now) {
    if (this.stale) {
      this.stale = false;
      this.arrange();
    } else if (now - this.orderedAt > ORDER_MILLIS && !this.body.contains(document.activeElement) && !this.body.matches(':hover')) {
      this.arrange();
    }
    if (this.rows.size > FEW_ROWS && now - this.patchedAt < MANY_MILLIS - 50) {
      return;
    }
    this.patchedAt = now;
    this.patchInView();
  }

  /** A few rows are patched always, of many those in view. Rows have one height, so that their place follows from their number. */
  patchInView() {
    if (!this.model.ready) {
      return;
    }
    if (this.order.length <= FEW_ROWS) {
      this.order.forEach((row) => this.patch(row));
      return;
    }
    const height = this.order[0].element.offsetHeight;
    if (!this.inView || height === 0) {
      return;
    }
    const { scrollTop, clientHeight } = this.scroll;
    const first = Math.max(0, Math.floor(scrollTop / height) - MARGIN_ROWS);
    for (const row of this.order.slice(first, Math.ceil((scrollTop + clientHeight) / height) + MARGIN_ROWS)) {
      this.patch(row);
    }
  }

  addRow(id) {
    const element = document.createElement('tr');
    element.dataset.nodeId = id;
    element.role = 'row';
    element.nodeKey = id;
    const row = { element, cells: {}, texts: {}, node: null };
    for (const { key, shape } of COLUMNS) {
      const cell = document.createElement(key === 'node' ? 'th' : 'td');
      cell.className = `c-${key}`;
      cell.role = (key === 'node') ? 'rowheader' : 'cell';
      const value = cell.appendChild(span('value'));
      let text = value;
      if (key === 'node') {
        cell.scope = 'row';
        cell.title = visible(id);
        value.textContent = visible(id);
      } else if (shape) {
        row.cells[`${key}-shape`] = value.appendChild(span('shape'));
        row.cells[`${key}-shape`].ariaHidden = 'true';
        text = value.appendChild(span(''));
      } else if (key === 'address') {
        text = value.appendChild(span('end'));
        text.dir = 'ltr';
      }
      row.cells[key] = text;
      row.cells[`${key}-cell`] = cell;
      element.append(cell);
    }
    element.append(this.actions(row, id));
    this.rows.set(id, row);
    return row;
  }

  actions(row, id) {
    const cell = document.createElement('td');
    cell.className = 'c-actions';
    cell.role = 'cell';
    const mute = button('Mute', () => this.on.mute(id, !this.isMuted(row.node), mute));
    const forget = button('Forget', () => this.on.forget(id, forget));
    mute.hint = '';
    forget.title = forget.hint = 'Forgets this peer until its next newer report';
    row.mute = mute;
    row.acts = [mute, forget];
    cell.append(mute, forget);
    return cell;
  }

  isMuted(node) {
    return this.model.peers.muted[node.row] === true;
  }

  patch(row) {
    const { node, texts } = row;
    if (node.row < 0) {
      return;
    }
    for (const column of COLUMNS) {
      if (!column.text) {
        continue;
      }
      const text = column.text(this.model, node);
      if (texts[column.key] !== text) {
        texts[column.key] = text;
        row.cells[column.key].textContent = text;
        if (column.shape) {
          row.cells[`${column.key}-shape`].textContent = column.shape(node);
          row.cells[`${column.key}-cell`].dataset.tone = column.tone(node);
        }
        if (column.title) {
          row.cells[column.key].title = column.title(this.model, node);
        }
      }
    }
    const word = this.isMuted(node) ? 'Unmute' : 'Mute';
    if (texts.mute !== word) {
      texts.mute = word;
      row.mute.textContent = word;
    }
  }

  /** Sorts and filters; rows move only where the order is another. */
  arrange() {
    this.orderedAt = performance.now();
    if (!this.model.ready) {
      return;
    }
    const { sort } = COLUMNS.find((column) => column.key === this.sortKey);
    const wanted = this.find.value.toLowerCase();
    const keep = FILTERS[this.filter.value] ?? FILTERS.all;
    const sign = this.descending ? -1 : 1;
    const rows = [...this.rows.values()]
      .filter((row) => row.node.row >= 0 && keep(row.node) && row.node.id.toLowerCase().includes(wanted))
      .map((row) => ({ row, by: sort(this.model, row.node) }))
      .sort((a, b) => sign * compare(a.by, b.by) || compare(a.row.node.id, b.row.node.id))
      .map(({ row }) => row);
    const kept = new Set(rows);
    for (const row of this.rows.values()) {
      if (!kept.has(row)) {
        row.element.remove();
      }
    }
    let after = null;
    for (const row of rows) {
      const next = after ? after.nextSibling : this.body.firstChild;
      if (next !== row.element) {
        this.body.insertBefore(row.element, next);
      }
      after = row.element;
    }
    this.order = rows;
    this.body.classList.toggle('many', rows.length > FEW_ROWS);
    this.patchInView();
    const all = this.rows.size;
    const said = (rows.length === all) ? count(all, 'peer') : `${rows.length} of ${count(all, 'peer')}`;
    if (this.shownCount.textContent !== said) {
      this.shownCount.textContent = said;
    }
    this.none.hidden = rows.length > 0;
    this.none.textContent = (all === 0) ? 'This node hears no peer.' : 'No peer is like that.';
  }

  sortBy(key) {
    this.descending = (this.sortKey === key) && !this.descending;
    this.sortKey = key;
    this.showSort();
    this.arrange();
  }

  showSort() {
    for (const head of this.heads) {
      if (head.dataset.key === this.sortKey) {
        head.setAttribute('aria-sort', this.descending ? 'descending' : 'ascending');
      } else {
        head.removeAttribute('aria-sort');
      }
    }
  }

  look(inView) {
    this.inView = inView;
    if (inView) {
      this.patchInView();
    }
  }
}

function span(className) {
  const made = document.createElement('span');
  made.className = className;
  return made;
}

function button(text, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'small';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}
