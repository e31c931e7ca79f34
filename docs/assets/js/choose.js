// Choosing a model: the filters of the page. What fits is told by the list beside the page (choose/models.json), the
// same that the page was made from; rows that stand in the page are used again, and others are made after their model.

const SITE = new URL("../../", import.meta.url);
const SINGLE = ["task", "memory", "meets"];
const SWITCHES = ["limits", "results", "unknown"];
const GB = 1e9;
const YES = 2;
const MAYBE = 1;
const NO = 0;

/** What the form asks for. */
function asked(form) {
  const data = new FormData(form);
  const wishes = { uses: data.getAll("use") };
  for (const name of SINGLE) wishes[name] = data.get(name) || "";
  for (const name of SWITCHES) wishes[name] = data.has(name);
  return wishes;
}

/** Whether a state (met, partial, not met, unknown by their first letters) is enough. */
function enough(state, limits) {
  if (state === "m" || (limits && state === "p")) return YES;
  return state === "u" ? MAYBE : NO;
}

/** How well a model fits: all that is asked for, perhaps (something is not known), or not. */
function fit(model, wishes, list) {
  let found = YES;
  const ask = (answer) => { found = Math.min(found, answer); };
  if (wishes.task) {
    const task = list.tasks[model.section];
    ask(task === wishes.task ? YES : task === "" ? MAYBE : NO);
  }
  list.uses.forEach((use, at) => {
    if (wishes.uses.includes(use.use)) ask(enough(model.uses[at], wishes.limits));
  });
  if (wishes.memory) ask(model.bytes === undefined ? MAYBE : model.bytes <= Number(wishes.memory) * GB ? YES : NO);
  if (wishes.meets) ask(enough(model.meets[list.meets.indexOf(wishes.meets)], false));
  if (wishes.results) ask(model.results ? YES : NO);
  return found;
}

/** The query of a page's address for these wishes; empty where nothing is asked. */
function query(wishes) {
  const found = new URLSearchParams();
  for (const name of SINGLE) if (wishes[name]) found.set(name, wishes[name]);
  for (const use of wishes.uses) found.append("use", use);
  for (const name of SWITCHES) if (wishes[name]) found.set(name, "yes");
  return found.size ? `?${found}` : "";
}

/** Set the form as an address says. What the form does not offer is left out. */
function restore(form) {
  const found = new URLSearchParams(location.search);
  for (const name of SINGLE) {
    const offered = [...form.elements[name].options].some((option) => option.value === found.get(name));
    if (offered) form.elements[name].value = found.get(name);
  }
  for (const box of form.querySelectorAll("input[name=use]")) box.checked = found.getAll("use").includes(box.value);
  for (const name of SWITCHES) form.elements[name].checked = found.get(name) === "yes";
}

const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

function link(href, text) {
  const made = document.createElement("a");
  made.href = new URL(href, SITE).pathname;
  made.textContent = text;
  return made;
}

/** Where no text is, the words that say so. */
function fill(cell, text, otherwise) {
  const quiet = document.createElement("span");
  quiet.className = "oa-quiet";
  quiet.textContent = otherwise;
  cell.replaceChildren(text || quiet);
}

function turn(shape, state) {
  shape.setAttribute("class", `${shape.localName === "use" ? "" : "oa-shape "}oa-${state}`);
  const use = shape.localName === "use" ? shape : shape.firstElementChild;
  use.setAttribute("href", `#oa-${state}`);
}

/** A row for a model that the page itself does not list, after the form of one that it does. */
function made(model, number, pattern, list) {
  const row = pattern.cloneNode(true);
  row.dataset.n = number;
  const [name, strip, ...cells] = row.cells;
  name.replaceChildren(link(model.href, model.id));
  if (model.base) {
    const said = document.createElement("span");
    said.className = "oa-made";
    const { made: how, id, href, more } = model.base;
    said.append(`${how} `, href ? link(href, id) : id, more ? ` ${more}` : "");
    name.append(" ", said);
  }
  const states = [...model.states].map((letter) => list.states[letter]);
  strip.querySelectorAll("use").forEach((use, at) => turn(use, states[at]));
  const label = list.titles.map((title, at) => `${title}: ${list.words[model.states[at]]}`).join("; ");
  strip.querySelector("svg").setAttribute("aria-label", label);
  strip.querySelector(".oa-words").textContent = model.words;
  list.uses.forEach((use, at) => {
    const shape = cells[at].querySelector("svg");
    turn(shape, list.states[model.uses[at]]);
    shape.nextSibling.textContent = ` ${use.words[model.uses[at]]}`;
  });
  const [size, parameters, results] = cells.slice(list.uses.length);
  fill(size, model.size, "not known");
  if (model.size && model.adapter) {
    const said = document.createElement("span");
    said.className = "oa-made";
    said.textContent = "and its base model";
    size.append(" ", said);
  }
  fill(parameters, model.parameters, "not known");
  fill(results, model.results && link(`${model.href}#results`, model.results), "none seen");
  results.querySelector("a")?.setAttribute("aria-label", `${model.results} reported for ${model.id}`);
  return row;
}

function start(form, list) {
  const status = document.getElementById("oa-count");
  const none = document.getElementById("oa-none");
  const more = document.getElementById("oa-more");
  const jumps = [...document.querySelectorAll("[data-jump]")];
  const sections = [...document.querySelectorAll("[data-section]")].map((section) => ({
    section,
    body: section.querySelector("tbody"),
    count: section.querySelector("h3 .oa-quiet"),
    elsewhere: section.querySelector("[data-elsewhere]"),
    all: list.models.filter((model) => model.section === Number(section.dataset.section)).length,
  }));
  const rows = new Map([...document.querySelectorAll(".oa-choice tr[data-n]")].map((row) => [Number(row.dataset.n), row]));
  const pattern = rows.values().next().value;
  const figures = [...document.querySelectorAll(".oa-figure")].map((figure) => ({
    caption: figure.querySelector("[data-shown]"),
    marks: [...figure.querySelectorAll("svg [data-n]")].map((mark) => [mark, Number(mark.dataset.n)]),
    points: [...figure.querySelectorAll("a[data-n]")].map((point) => Number(point.dataset.n)),
  }));
  const behind = [...document.querySelectorAll(".oa-behind tr[data-n]")].map((row) => [row, Number(row.dataset.n)]);
  let pages = 1;
  let later = 0;

  function rowOf(number) {
    if (!rows.has(number)) rows.set(number, made(list.models[number], number, pattern, list));
    return rows.get(number);
  }

  /** Put the rows of these models into their sections, each beneath its base where that is shown too. */
  function place(numbers) {
    const of = sections.map(() => []);
    const depths = new Map();
    for (const number of numbers) {
      const { under, section } = list.models[number];
      const depth = depths.has(under) ? Math.min(depths.get(under) + 1, 2) : 0;
      depths.set(number, depth);
      const row = rowOf(number);
      row.className = depth ? `oa-under-${depth}` : "";
      of[section].push(row);
    }
    sections.forEach(({ body, elsewhere }, at) => {
      body.replaceChildren(...of[at]);
      elsewhere.hidden = of[at].length > 0;
    });
  }

  function say(wishes, fits, shown) {
    const number = fits.filter((one) => one === YES).length;
    const might = fits.filter((one) => one === MAYBE).length;
    const what = `${number.toLocaleString("en")} of ${counted(list.models.length, "model")} ${number === 1 ? "fits" : "fit"}`;
    const open = `${might.toLocaleString("en")} more might: something you ask for is not known about ${might === 1 ? "it" : "them"}`;
    status.textContent = query(wishes) ? `${what}.${might ? ` ${open}.` : ""}${might && wishes.unknown ? " They are listed too." : ""}` : `${counted(list.models.length, "model")}. Nothing is asked for yet.`;
    none.hidden = shown > 0;
  }

  /** Pictures and their tables follow the choice. */
  function draw(fits, least) {
    for (const { marks, points, caption } of figures) {
      for (const [mark, number] of marks) mark.classList.toggle("oa-off", fits[number] < least);
      const shown = points.filter((number) => fits[number] >= least).length;
      caption.textContent = shown === points.length ? "" : `By your choice above, ${shown} of ${counted(points.length, "point")} shown.`;
    }
    for (const [row, number] of behind) row.classList.toggle("oa-off", fits[number] < least);
  }

  function apply() {
    const wishes = asked(form);
    const fits = list.models.map((model) => fit(model, wishes, list));
    const least = wishes.unknown ? MAYBE : YES;
    const numbers = [...fits.keys()].filter((number) => fits[number] >= least);
    place(numbers.slice(0, pages * list.shown));
    const totals = sections.map(() => 0);
    for (const number of numbers) totals[list.models[number].section] += 1;
    sections.forEach(({ section, count, all }, at) => {
      section.hidden = !totals[at];
      jumps[at].hidden = !totals[at];
      count.textContent = totals[at] === all ? counted(all, "model") : `${totals[at]} of ${counted(all, "model")}`;
    });
    more.hidden = numbers.length <= pages * list.shown;
    say(wishes, fits, numbers.length);
    // The list answers first: pictures lie below it, and a change of the address lays out the whole page.
    clearTimeout(later);
    later = setTimeout(() => {
      draw(fits, least);
      history.replaceState(history.state, "", `${location.pathname}${query(wishes)}${location.hash}`);
    }, 60);
  }

  restore(form);
  form.hidden = false;
  document.getElementById("oa-listed")?.remove();
  apply();
  form.addEventListener("change", () => { pages = 1; apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A form is reset after its event.
  form.addEventListener("reset", () => setTimeout(() => { pages = 1; apply(); }));
  document.getElementById("oa-clear").addEventListener("click", () => { form.reset(); form.elements.task.focus(); });
  more.querySelector("button").addEventListener("click", () => { pages += 1; apply(); });
}

const form = document.getElementById("oa-wishes");
if (form) {
  const answer = await fetch(new URL("choose/models.json", SITE));
  if (answer.ok) start(form, await answer.json());
}
