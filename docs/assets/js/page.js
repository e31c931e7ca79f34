// What every page gains by a script for keyboards and screen readers; nothing is lost without it.

/** The menu of narrow screens: the theme opens it by a checkbox, which only a pointer reaches. */
function menu() {
  const toggle = document.getElementById("__drawer");
  const button = document.querySelector(".oa-menu");
  const drawer = document.getElementById("oa-drawer");
  if (!(toggle instanceof HTMLInputElement && button && drawer)) return;

  const set = (open) => {
    if (toggle.checked !== open) toggle.click(); // a click, so that the theme hears of it too
  };
  button.addEventListener("click", () => {
    set(!toggle.checked);
    if (toggle.checked) drawer.querySelector("a")?.focus();
  });
  toggle.addEventListener("change", () => button.setAttribute("aria-expanded", String(toggle.checked)));
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    set(false);
    button.focus();
  });
  drawer.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !drawer.contains(event.relatedTarget)) set(false);
  });
}

/** Older browsers take a table that is laid out as a list for no table; HTML forbids to write the roles down. */
function tables() {
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  for (const one of document.querySelectorAll("table.oa-stack, table.oa-stack :is(thead, tbody, tr, th, td)")) {
    one.setAttribute("role", roles[one.tagName] ?? (one.scope === "row" ? "rowheader" : "columnheader"));
  }
}

/**
 * Evidence older than this many days is marked. What is published knows no clock, so the same evidence gives the same
 * bytes; only the reader's browser knows today.
 */
const OLD = 90;

/** The last moment that a date can mean, of which only the year or the month may be known. */
function latest(date) {
  const [year, month, day] = date.split("-").map(Number);
  return day ? Date.UTC(year, month - 1, day) : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
}

function age() {
  for (const time of document.querySelectorAll("time.oa-seen")) {
    if (!(Date.now() - latest(time.dateTime) > OLD * 86_400_000)) continue;
    const mark = document.createElement("span");
    mark.className = "oa-tag";
    mark.textContent = `older than ${OLD} days`;
    time.after(" ", mark);
  }
}

menu();
tables();
age();
