// The models index: search, filters, sorting and a choice to compare, over the table that stands in the page and, where
// there are more models than it holds, over the files beside it. All of it is kept in the address, so that what was found
// can be linked to and come back to.
import { counted, fitting, sorted, wordsOf } from "./find.js";
import { element } from "./marks.js";
import { load } from "./rest.js";
import { Rows } from "./rows.js";

const STEP = 50; // rows at a time: more would be drawn anew at every key
const REST = 10; // so many more are shown at once, rather than asked for
const MANY = 500; // rows at a time where all would be too many
const ALL = 2000; // rows that a browser lays out before a reader leaves
const MOST = 4; // models side by side
const SOON = 150; // milliseconds after the last key: the address, the counts and the rows further below follow then
const LONG = 50; // options from which on a list is told how many models each would leave only when it is needed
const LOW = 36; // pixels that a row is high at least: what does not fit into the window can wait until then
const WIDE = "(min-width: 45em)";

const form = document.querySelector("#oa-find");
const table = document.querySelector("#oa-models");
const number = (count) => count.toLocaleString("en");

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
    this.rest = document.querySelector("#oa-rest");
    const places = this.selects.filter((one) => one.dataset.place).map((one) => one.name);
    this.rows = new Rows(this.names, places, this.lines, this.rest ? JSON.parse(this.rest.dataset.words) : {});
    this.models = [...this.body.rows].map((row, place) => this.rows.ofRow(row, place));
    this.total = this.rest ? Number(this.rest.dataset.total) : this.models.length;
    this.files = this.rest ? this.rest.dataset.files.split(" ") : [];
    this.order = { sort: "open", models: this.models, of: this.models.length };
    this.live = new Map(); // model -> its row and box, of those that are shown
    this.shown = STEP;
    this.compared = [];
    this.found = []; // what is shown of the models that fit
    this.loading = false; // whether models are on their way
    this.typing = false; // whether the last key was pressed just now
    this.awaited = []; // ids of a comparison that may be among the models that are still to come
    this.heads = [...table.tHead.querySelectorAll("[data-sort]")];
    this.count = document.querySelector("#oa-count");
    this.chosen = document.querySelector("#oa-chosen");
    this.none = document.querySelector("#oa-none");
    this.more = document.querySelector("#oa-more");
    this.tray = document.querySelector("#oa-tray");
  }

  start() {
    for (const head of this.heads) {
      const made = button(head.textContent, () => this.sortBy(head.dataset.sort), { class: "oa-sorter" });
      head.replaceChildren(made);
    }
    table.tHead.rows[0].append(element("th", { scope: "col", role: "columnheader", class: "oa-num" }, "Compare"));
    form.addEventListener("submit", (event) => event.preventDefault());
    this.search.addEventListener("input", () => this.begin({ typing: true }));
    for (const one of [...this.selects, this.sort]) one.addEventListener("change", () => this.begin());
    for (const one of this.selects) for (const turn of ["pointerdown", "focus"]) one.addEventListener(turn, () => this.tell(one));
    document.querySelector("#oa-clear").addEventListener("click", () => this.clear());
    const [step, all] = this.more.querySelectorAll("button");
    step.addEventListener("click", () => this.showMore(STEP));
    all.addEventListener("click", () => this.showMore(this.stride()));
    addEventListener("popstate", () => this.restore());
    form.querySelector("details").open = matchMedia(WIDE).matches;
    form.hidden = false;
    table.classList.add("oa-live");
    this.restore();
    if (this.rest) this.loadRest();
  }

  // -- the models that stand in no row of the page ----------------------------------------------------------------

  get complete() {
    return this.models.length >= this.total;
  }

  /** Load what is still to come. Meanwhile, and where it cannot be had, what is here is found, and the page says so. */
  async loadRest() {
    this.loading = true;
    this.rest.replaceChildren();
    this.count.setAttribute("aria-busy", "true"); // announced once, when all are here
    this.pages(false);
    this.update();
    try {
      await load(this.files, (file) => this.rows.ofFile(file), (models, first) => this.take(models, first));
    } catch {
      // said below
    }
    this.loading = false;
    this.count.removeAttribute("aria-busy");
    if (!this.complete) this.sayMissing();
    this.update();
    this.follow();
  }

  take(models, first) {
    if (first !== this.models.length) throw new Error("a file of another table");
    for (const model of models) this.models.push(model);
    this.files = this.files.slice(1);
    if (this.awaited.length > 0) this.restoreCompared();
    this.update();
  }

  sayMissing() {
    const [here, all] = [number(this.models.length), number(this.total)];
    const words = `The other models could not be loaded. What is found here is found among the ${here} most open of ${all}.`;
    const again = button("Try again", () => {
      this.loadRest();
      this.search.focus();
    });
    this.rest.replaceChildren(element("div", { class: "oa-none", role: "alert" }, element("p", {}, words), element("p", {}, again)));
    this.pages(true);
  }

  /** The further pages of the table are for who cannot have it all in this one. */
  pages(shown) {
    const pages = document.querySelector("#oa-pages");
    if (pages) pages.hidden = !shown;
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
    this.shown = Math.min(ALL, Math.max(STEP, Number.parseInt(asked.get("show") ?? "", 10) || 0));
    this.awaited = [...new Set(asked.getAll("m"))];
    this.restoreCompared();
    this.update();
    this.follow();
  }

  /** Choose the models to compare that the address names, as far as they are here. */
  restoreCompared() {
    const known = new Set(this.models.map((model) => model.id));
    this.compared = this.awaited.filter((id) => known.has(id)).slice(0, MOST);
    if (this.complete) this.awaited = [];
  }

  /** What is wanted by the place of its filter, as find.js asks for it. */
  places() {
    return this.wanted().map(([name, value]) => [this.names.indexOf(name), value]);
  }

  wanted() {
    return this.selects.filter((one) => one.value).map((one) => [one.name, one.value]);
  }

  address() {
    const query = new URLSearchParams();
    if (this.search.value.trim()) query.set("find", this.search.value.trim());
    for (const [name, value] of this.wanted()) query.set(name, value);
    if (this.sort.value) query.set("sort", this.sort.value);
    if (this.shown > STEP) query.set("show", String(Math.min(this.shown, this.total, ALL)));
    for (const id of this.awaited.length > 0 ? this.awaited : this.compared) query.append("m", id);
    const text = query.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  }

  /** What need not keep up with the keys: rows further below, the address, and how many models each option would leave. */
  async follow() {
    clearTimeout(this.timer);
    this.typing = false;
    this.place(this.found);
    history.replaceState(history.state, "", this.address());
    const turn = (this.turn = {});
    const stale = () => this.turn !== turn;
    const counts = await counted(this.models, wordsOf(this.search.value), this.places(), this.names.length, stale);
    if (counts === null) return;
    this.leaves = counts;
    for (const select of this.selects) if (select.length <= LONG || select === document.activeElement) this.tell(select);
  }

  /** Write beside each option how many models it would leave; a long list is told when somebody turns to it. */
  tell(select) {
    const leaves = this.leaves?.[this.selects.indexOf(select)];
    for (const option of leaves ? [...select.options].slice(1) : []) {
      const text = `${this.titles.get(option)} (${number(leaves.get(option.value) ?? 0)})`;
      if (option.textContent !== text) option.textContent = text;
    }
  }

  /** Something was chosen: begin at the top of what is found. */
  begin({ typing = false } = {}) {
    this.typing = typing;
    this.shown = STEP;
    this.update();
    clearTimeout(this.timer);
    if (typing) this.timer = setTimeout(() => this.follow(), SOON);
    else this.follow();
  }

  // -- what is shown -----------------------------------------------------------------------------------------------

  /** All models that are here, in the order that is asked for; what came since is put between what stands already. */
  ordered() {
    const sort = this.sort.value || "open";
    const { models, of } = this.order.sort === sort ? this.order : { models: [], of: 0 };
    if (sort !== "open" && of === this.models.length) return models;
    const now = sort === "open" ? this.models : sorted([...models, ...this.models.slice(of)], sort);
    this.order = { sort, models: now, of: this.models.length };
    return now;
  }

  update() {
    const wanted = this.wanted();
    const found = fitting(this.ordered(), wordsOf(this.search.value), this.places());
    const shown = found.length <= this.shown + REST ? found.length : this.shown;
    this.left = found.length - shown;
    this.found = found.slice(0, shown);
    this.place(this.typing ? this.found.slice(0, Math.ceil(innerHeight / LOW)) : this.found);
    this.count.textContent = this.counts(found.length, shown);
    table.hidden = found.length === 0;
    // Among the models that are not here one may fit.
    this.none.hidden = found.length > 0 || !this.complete;
    this.more.hidden = this.left === 0;
    this.more.lastElementChild.textContent = this.stride() < this.left ? `Show ${number(MANY)} more` : "Show all";
    this.showChosen(wanted);
    this.showSort();
    this.showTray();
  }

  /** How many rows the second button adds: all that are left, or as many as a browser takes in its stride. */
  stride() {
    return this.left + this.shown <= ALL ? this.left : MANY;
  }

  counts(found, shown) {
    const [here, all] = [this.models.length, `${number(this.total)} ${this.total === 1 ? "model" : "models"}`];
    const plain = this.order.sort === "open" && found === here;
    const among = this.complete ? `of ${all}` : `among the ${number(here)} most open of ${all}`;
    const cut = shown < found ? `, the first ${number(shown)} shown` : "";
    const loading = this.loading ? "; loading the others" : "";
    return `${plain || (this.complete && found === here) ? all : `${number(found)} ${among}`}${cut}${loading}`;
  }

  /** Put the rows of these models into the table. A row that is there already stays, with the focus that it may have. */
  place(models) {
    const wanted = new Map(models.map((model) => [model, this.live.get(model) ?? this.rowOf(model)]));
    this.live = wanted;
    let at = 0;
    for (const { row } of wanted.values()) {
      if (this.body.rows[at] !== row) this.body.insertBefore(row, this.body.rows[at] ?? null);
      at += 1;
    }
    while (this.body.rows.length > at) this.body.lastElementChild.remove();
    this.checkBoxes();
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
    this.begin();
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
      this.begin();
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
    this.begin();
    this.search.focus();
  }

  showMore(step) {
    const next = this.body.rows.length;
    this.shown += step;
    this.update();
    this.follow();
    this.body.rows[next]?.querySelector("a").focus();
  }

  // -- a choice to compare -------------------------------------------------------------------------------------------

  /** The row of a model and its box to compare. Laid out as a list it would be no row without roles. */
  rowOf(model) {
    const row = model.row ?? this.rows.made(model);
    const kept = row.querySelector("input");
    if (kept) return { row, box: kept };
    row.setAttribute("role", "row");
    for (const cell of row.cells) cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
    const box = element("input", { type: "checkbox", "aria-label": `Compare ${model.id}` });
    box.addEventListener("change", () => this.compare(model.id, box.checked));
    const label = element("label", {}, box, element("span", { class: "oa-box-word" }, " Compare"));
    row.append(element("td", { role: "cell", class: "oa-num oa-box" }, label));
    return { row, box };
  }

  checkBoxes() {
    const full = this.compared.length >= MOST;
    for (const [{ id }, { box }] of this.live) {
      box.checked = this.compared.includes(id);
      box.disabled = !box.checked && full;
    }
  }

  compare(id, wanted) {
    this.compared = this.compared.filter((one) => one !== id);
    if (wanted) this.compared.push(id);
    this.awaited = this.awaited.filter((one) => one !== id);
    if (this.awaited.length > 0 && wanted) this.awaited.push(id);
    this.checkBoxes();
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
    this.awaited = [];
    this.update();
    this.follow();
    this.search.focus();
  }
}

if (form && table) new Index().start();
