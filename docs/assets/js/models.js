// The models index: search, filters, sorting and a choice to compare, over the table that stands in the page.
// All of it is kept in the address, so that what was found can be linked to and come back to.
import { counted, fitting, sorted, stateValues, wordsOf } from "./find.js";

const STEP = 50; // rows at a time: more would be drawn anew at every key
const REST = 10; // so many more are shown at once, rather than asked for
const MOST = 4; // models side by side
const SOON = 150; // milliseconds after the last key: the address and the counts follow then
const WIDE = "(min-width: 45em)";

const form = document.querySelector("#oa-find");
const table = document.querySelector("#oa-models");
const number = (count) => count.toLocaleString("en");

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(text, act, attributes = {}) {
  const made = element("button", { type: "button", class: "oa-button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

class Index {
  constructor() {
    this.body = table.tBodies[0];
    this.search = form.elements.find;
    this.sort = form.elements.sort;
    this.selects = [...form.querySelectorAll("select")].filter((one) => one !== this.sort);
    this.names = this.selects.map((one) => one.name);
    this.lines = [...form.elements.meets.options].slice(1).map((one) => one.value);
    this.titles = new Map(this.selects.flatMap((one) => [...one.options]).map((one) => [one, one.textContent]));
    this.models = [...this.body.rows].map((row, place) => this.modelOf(row, place));
    this.shown = STEP;
    this.compared = [];
    this.heads = [...table.tHead.querySelectorAll("[data-sort]")];
    this.count = document.querySelector("#oa-count");
    this.chosen = document.querySelector("#oa-chosen");
    this.none = document.querySelector("#oa-none");
    this.more = document.querySelector("#oa-more");
    this.tray = document.querySelector("#oa-tray");
  }

  modelOf(row, place) {
    const [name, , license, task, , observed] = [...row.cells].map((cell) => cell.textContent);
    const { s, m, l, z, f, n } = row.dataset;
    const values = {
      task: [task.replaceAll(" ", "-") || "none"],
      license_family: [l],
      size: [z],
      meets: this.lines.filter((_, line) => m[line] === "1"),
      producer: [name.split("/", 1)[0]],
      family: f ? f.split(" ") : [],
    };
    for (const one of this.selects.filter((select) => select.dataset.place)) {
      values[one.name] = stateValues(s[one.dataset.place]);
    }
    const keys = {
      open: place,
      name: name.toLowerCase(),
      license: license.toLowerCase(),
      task: task.toLowerCase(),
      parameters: n ? Number(n) : "",
      observed: /^\d/.test(observed) ? observed : "",
    };
    return { row, id: name, text: `${name} ${license} ${task}`.toLowerCase(), values, keys };
  }

  start() {
    for (const head of this.heads) {
      const made = button(head.textContent, () => this.sortBy(head.dataset.sort), { class: "oa-sorter" });
      head.replaceChildren(made);
    }
    table.tHead.rows[0].append(element("th", { scope: "col", role: "columnheader", class: "oa-num" }, "Compare"));
    form.addEventListener("submit", (event) => event.preventDefault());
    this.search.addEventListener("input", () => this.found({ soon: true }));
    for (const one of [...this.selects, this.sort]) one.addEventListener("change", () => this.found());
    document.querySelector("#oa-clear").addEventListener("click", () => this.clear());
    const [step, all] = this.more.querySelectorAll("button");
    step.addEventListener("click", () => this.showMore(STEP));
    all.addEventListener("click", () => this.showMore(Infinity));
    addEventListener("popstate", () => this.restore());
    form.querySelector("details").open = matchMedia(WIDE).matches;
    form.hidden = false;
    table.classList.add("oa-live");
    this.restore();
  }

  // -- the state and the address ---------------------------------------------------------------------------------

  /** Set everything as the address says. An option that no model has any more is shown as one that nothing fits. */
  restore() {
    const asked = new URLSearchParams(location.search);
    this.search.value = (asked.get("find") ?? "").slice(0, 200);
    this.sort.value = asked.get("sort") ?? "";
    if (this.sort.selectedIndex < 0) this.sort.value = "";
    for (const one of this.selects) {
      const value = (asked.get(one.name) ?? "").slice(0, 100);
      one.value = value;
      if (one.selectedIndex < 0) {
        one.append(element("option", { value }, value));
        this.titles.set(one.options[one.length - 1], value);
        one.value = value;
      }
    }
    this.shown = Math.max(STEP, Number.parseInt(asked.get("show") ?? "", 10) || 0);
    const known = new Set(this.models.map((model) => model.id));
    this.compared = [...new Set(asked.getAll("m"))].filter((id) => known.has(id)).slice(0, MOST);
    this.update();
    this.follow();
  }

  wanted() {
    return this.selects.filter((one) => one.value).map((one) => [one.name, one.value]);
  }

  address() {
    const query = new URLSearchParams();
    if (this.search.value.trim()) query.set("find", this.search.value.trim());
    for (const [name, value] of this.wanted()) query.set(name, value);
    if (this.sort.value) query.set("sort", this.sort.value);
    if (this.shown > STEP) query.set("show", String(Math.min(this.shown, this.models.length)));
    for (const id of this.compared) query.append("m", id);
    const text = query.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  /** What need not keep up with the keys: the address, and how many models each option would leave. */
  follow() {
    clearTimeout(this.timer);
    history.replaceState(history.state, "", this.address());
    const counts = counted(this.models, wordsOf(this.search.value), this.wanted(), this.names);
    for (const select of this.selects) {
      for (const option of [...select.options].slice(1)) {
        const text = `${this.titles.get(option)} (${number(counts[select.name].get(option.value) ?? 0)})`;
        if (option.textContent !== text) option.textContent = text;
      }
    }
  }

  /** Something was chosen: begin at the top of what is found. */
  found({ soon = false } = {}) {
    this.shown = STEP;
    this.update();
    clearTimeout(this.timer);
    if (soon) this.timer = setTimeout(() => this.follow(), SOON);
    else this.follow();
  }

  // -- what is shown -----------------------------------------------------------------------------------------------

  update() {
    const wanted = this.wanted();
    const found = fitting(this.models, wordsOf(this.search.value), wanted);
    const shown = found.length <= this.shown + REST ? found.length : this.shown;
    const rows = sorted(found, this.sort.value || "open").slice(0, shown);
    this.body.replaceChildren(...rows.map((model) => this.rowOf(model)));
    const narrowed = found.length < this.models.length;
    const of = `${number(found.length)}${narrowed ? ` of ${number(this.models.length)}` : ""}`;
    const cut = rows.length < found.length;
    const noun = this.models.length === 1 ? "model" : "models";
    this.count.textContent = `${of} ${noun}${cut ? `, the first ${number(rows.length)} shown` : ""}`;
    table.hidden = found.length === 0;
    this.none.hidden = found.length > 0;
    this.more.hidden = !cut;
    this.showChosen(wanted);
    this.showSort();
    this.showTray();
  }

  showSort() {
    const sort = this.sort.value || "open";
    for (const head of this.heads) {
      const name = head.dataset.sort;
      if (sort.replace("-", "") !== name) head.removeAttribute("aria-sort");
      // The most open come first by rank, and "most" is what falls from row to row.
      else head.setAttribute("aria-sort", sort.startsWith("-") === (name === "open") ? "ascending" : "descending");
    }
  }

  sortBy(name) {
    const first = ["parameters", "observed"].includes(name) ? `-${name}` : name;
    const now = this.sort.value || "open";
    const other = first.startsWith("-") ? name : `-${name}`;
    const next = now === first ? other : first;
    this.sort.value = next === "open" ? "" : next;
    this.found();
  }

  /** Each filter in use as a button that takes it away. */
  showChosen(wanted) {
    const made = wanted.map(([name, value]) => {
      const select = form.elements[name];
      const title = select.parentElement.firstElementChild.textContent;
      const words = this.titles.get(select.selectedOptions[0]) ?? value;
      return this.chip(`${title}: ${words}`, () => (select.value = ""));
    });
    const searched = this.search.value.trim();
    if (searched) made.unshift(this.chip(`Search: ${searched}`, () => (this.search.value = "")));
    if (made.length > 1) made.push(element("li", {}, button("Clear all", () => this.clear(), { class: "oa-plain" })));
    this.chosen.replaceChildren(...made);
    this.chosen.hidden = made.length === 0;
  }

  chip(words, take) {
    const act = () => {
      take();
      this.found();
      (this.chosen.querySelector("button") ?? this.search).focus();
    };
    const cross = element("span", { "aria-hidden": "true" }, " ×");
    const made = button(words, act, { class: "oa-chip", "aria-label": `Take away: ${words}` });
    made.append(cross);
    return element("li", {}, made);
  }

  clear() {
    this.search.value = "";
    for (const one of this.selects) one.value = "";
    this.found();
    this.search.focus();
  }

  showMore(step) {
    const next = this.shown;
    this.shown += step;
    this.update();
    this.follow();
    this.body.rows[next]?.querySelector("a").focus();
  }

  // -- a choice to compare -------------------------------------------------------------------------------------------

  /** The row of a model; its box is made when it is first shown. Laid out as a list it would be no row without roles. */
  rowOf(model) {
    if (!model.box) {
      model.row.setAttribute("role", "row");
      for (const cell of model.row.cells) cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      model.box = element("input", { type: "checkbox", "aria-label": `Compare ${model.id}` });
      model.box.addEventListener("change", () => this.compare(model.id, model.box.checked));
      const label = element("label", {}, model.box, element("span", { class: "oa-box-word" }, " Compare"));
      model.row.append(element("td", { role: "cell", class: "oa-num oa-box" }, label));
    }
    model.box.checked = this.compared.includes(model.id);
    model.box.disabled = !model.box.checked && this.compared.length >= MOST;
    return model.row;
  }

  compare(id, wanted) {
    this.compared = this.compared.filter((one) => one !== id);
    if (wanted) this.compared.push(id);
    for (const model of this.models) if (model.box) this.rowOf(model);
    this.showTray();
    this.follow();
  }

  showTray() {
    this.tray.hidden = this.compared.length === 0;
    if (this.tray.hidden) return;
    const query = this.compared.map((id) => `m=${id}`).join("&");
    const enough = this.compared.length > 1;
    const words = enough ? `Compare ${this.compared.length} models` : "Compare it with others";
    const full = this.compared.length >= MOST ? " Four are the most." : "";
    this.tray.replaceChildren(
      element("p", { role: "status" }, `${this.compared.join(", ")}.${full}`),
      element("a", { href: `${this.tray.dataset.compare}?${query}`, class: "oa-button oa-button--main" }, words),
      button("Clear the choice", () => this.dropCompared(), { class: "oa-plain" }),
    );
  }

  dropCompared() {
    this.compared = [];
    this.update();
    this.follow();
    this.search.focus();
  }
}

if (form && table) new Index().start();
