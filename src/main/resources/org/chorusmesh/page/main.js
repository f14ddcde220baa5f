// Relative to the page, wherever it is served.
const base = document.querySelector('meta[name="chorus-base"]').content;

const answer = await fetch(`${base}/order`);
const order = await answer.json();
document.getElementById('summary').textContent =
    order.r === null ? 'One node of a mesh.' : `r is ${order.r.toFixed(6)} over ${order.n} nodes.`;
