/** Loads what the first look at the mesh does not need. */

/** Adds a style sheet; the promise ends when it holds. */
export function addStyle(href) {
  return add('link', { rel: 'stylesheet', href });
}

/** Adds a script that is no module; the promise ends when it has run. */
export function addScript(src) {
  return add('script', { src });
}

function add(name, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      reject(new Error(`Cannot load ${attributes.href ?? attributes.src}`));
    };
    document.head.append(element);
  });
}

/** Acts each time an element comes near the view, until an act has succeeded. */
export function onceNear(element, act) {
  const observer = new IntersectionObserver(async ([entry]) => {
    if (entry.isIntersecting) {
      await act().then(() => observer.disconnect(), () => {});
    }
  }, { rootMargin: '200px' });
  observer.observe(element);
}
