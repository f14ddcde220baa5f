/** The tabs "Now" and "Timeline". The timeline is loaded when it is first looked at. */

import { addStyle } from './late.js';

export function openViews(root, { base, model }) {
  const tabs = [...root.querySelectorAll('[role="tab"]')];
  const panels = tabs.map((tab) => root.getElementById(tab.getAttribute('aria-controls')));
  let timeline = null;
  let data = null;
  let loading = null;
  let shown = 'now';

  function select(tab, focus) {
    shown = tab.id.replace('tab-', '');
    tabs.forEach((other, i) => {
      other.setAttribute('aria-selected', String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      panels[i].hidden = other !== tab;
    });
    if (focus) {
      tab.focus();
    }
    if (shown === 'timeline') {
      load();
    }
    timeline?.setVisible(shown === 'timeline');
  }

  async function load() {
    loading ??= Promise.all([import('./timeline.js'), addStyle('timeline.css')]).then(([module]) => {
      timeline = module.createTimeline(root.getElementById('timeline-view'), { base, model, fetchTimeline: () => fetchTimeline(base) });
      if (data) {
        timeline.setTimeline(data);
      }
      timeline.setVisible(shown === 'timeline');
    }).catch(() => {
      loading = null;
      root.getElementById('timeline-view').textContent = 'The timeline could not be loaded. Choose the tab once more.';
    });
    await loading;
  }

  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => select(tab, false));
    tab.addEventListener('keydown', (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        select(tabs[(to + tabs.length) % tabs.length], true);
      }
    });
  });

  return {
    shows: (view) => shown === view,
    addState(state, ids) {
      timeline?.addState(state, ids);
    },
    setTimeline(fetched) {
      data = fetched;
      timeline?.setTimeline(fetched);
    },
  };
}

async function fetchTimeline(base) {
  const response = await fetch(`${base}/timeline`, { headers: { Accept: 'application/json' } });
  return response.ok ? response.json() : null;
}
