// Elements and the four states, as the templates write them (partials/marks.html).

const SVG = "http://www.w3.org/2000/svg";

/** An element with its attributes and children. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The same within a picture. */
export function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A row of states, [{title, state, word}]: shapes for the eye, words for who cannot see them. */
export function strip(results) {
  const label = results.map((one) => `${one.title}: ${one.word}`).join("; ");
  const uses = results.map((one, at) => drawn("use", { href: `#oa-${one.state}`, x: 20 * at, width: 16, height: 16 }));
  const size = { viewBox: `0 0 ${20 * results.length - 4} 16` };
  return drawn("svg", { class: "oa-strip", ...size, role: "img", "aria-label": label }, ...uses);
}

/** The same in words: `2 of 6 met, 3 partial, 1 unknown`. */
export function inWords(results) {
  const counts = new Map();
  for (const { state } of results) counts.set(state, (counts.get(state) ?? 0) + 1);
  const others = [["partial", "partial"], ["not_met", "not met"], ["unknown", "unknown"]]
    .filter(([state]) => counts.has(state))
    .map(([state, word]) => `${counts.get(state)} ${word}`);
  return [`${counts.get("met") ?? 0} of ${results.length} met`, ...others].join(", ");
}
