// Two to four models side by side, from the published JSON of each. The address keeps the choice.
import { drawn, element, inWords, strip } from "./marks.js";
import { day, isSure, parameters, standing } from "./standing.js";

const OFFERED = 50; // models at most below the field, of those that hold what is typed
const place = document.querySelector("#oa-compare");

function shape(state) {
  const own = { class: "oa-shape", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" };
  return drawn("svg", own, drawn("use", { href: `#oa-${state}` }));
}

function stated(state, word) {
  return element("span", { class: `oa-state oa-${state}` }, shape(state), ` ${word}`);
}

/** What differs for certain, what may because not all is known, or nothing. */
function difference(cells) {
  const known = new Set(cells.filter((cell) => cell.sure).map((cell) => cell.key));
  if (known.size > 1) return "differs";
  return new Set(cells.map((cell) => cell.key)).size > 1 ? "may differ: not all is known" : "";
}

class Comparison {
  constructor() {
    this.words = JSON.parse(place.dataset.words);
    this.part = new RegExp(`^${this.words.part}$`);
    this.ids = [];
    this.reports = new Map();
    this.listed = null;
  }

  start() {
    this.input = element("input", { type: "text", list: "oa-all", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: "OWNER/NAME" });
    this.all = element("datalist", { id: "oa-all" });
    this.add = element("button", { type: "submit", class: "oa-button" }, "Add");
    const label = element("label", { class: "oa-field-of" }, element("span", {}, "Add a model"), this.input);
    this.form = element("form", { class: "oa-pick" }, label, this.all, this.add);
    this.said = element("p", { role: "status", class: "oa-said" });
    this.chosen = element("ul", { class: "oa-chosen", "aria-label": "Models compared" });
    this.only = element("input", { type: "checkbox" });
    this.switch = element("label", { class: "oa-only" }, this.only, " Show only what differs");
    this.shown = element("div", {});
    place.replaceChildren(this.form, this.said, this.chosen, this.switch, this.shown);
    this.input.addEventListener("focus", () => this.list());
    this.input.addEventListener("input", () => this.offer());
    this.only.addEventListener("change", () => this.kept());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.pick(this.input.value.trim());
    });
    addEventListener("popstate", () => this.restore());
    return this.restore();
  }

  // -- the choice --------------------------------------------------------------------------------------------------

  /** The Hub's own rule for ids: what passes can be a path below ours. */
  isId(text) {
    const parts = text.split("/");
    const strange = text.includes("..") || text.includes("--") || parts.some((one) => /[.-]$|\.git$/.test(one));
    return parts.length === 2 && parts.every((one) => this.part.test(one)) && !strange;
  }

  async restore() {
    const asked = new URLSearchParams(location.search);
    this.only.checked = asked.get("only") === "1";
    this.ids = [];
    const wanted = [...new Set(asked.getAll("m"))];
    const said = wanted.length > this.words.most ? [`The first ${this.words.most} are shown: more cannot stand side by side.`] : [];
    if (wanted.length > 0) this.say(["Loading the models."]);
    for (const text of wanted.slice(0, this.words.most)) said.push(await this.take(text));
    this.say(said);
    this.show();
  }

  /** Take a model in; what stands in the way is returned as a sentence. */
  async take(text) {
    if (!this.isId(text)) return `“${text.slice(0, 100)}” is no id of a model: it is written OWNER/NAME.`;
    if (this.ids.includes(text)) return `${text} is here already.`;
    try {
      if (!this.reports.has(text)) {
        const answer = await fetch(`${place.dataset.api}models/${text}.json`);
        if (answer.status === 404) return `${text} has not been audited, or is spelled otherwise.`;
        if (!answer.ok) return `${text} could not be loaded. Try it again.`;
        this.reports.set(text, await answer.json());
      }
    } catch {
      return `${text} could not be loaded. Try it again.`;
    }
    this.ids.push(text);
    return "";
  }

  /** The ids of all models, once somebody begins to type. */
  async list() {
    if (this.listed) return;
    this.listed = [];
    try {
      const answer = await fetch("models.json");
      this.listed = (await answer.json()).models;
      this.offer();
    } catch {
      this.listed = null; // the next focus asks again; an id can be typed without a list
    }
  }

  /** Offer the models that hold what is typed: a browser cannot lay out a list of thousands while somebody types. */
  offer() {
    const typed = this.input.value.trim().toLowerCase();
    const found = [];
    for (const id of this.listed ?? []) {
      if (id.toLowerCase().includes(typed)) found.push(id);
      if (found.length >= OFFERED) break;
    }
    this.all.replaceChildren(...found.map((id) => element("option", { value: id })));
  }

  async pick(text) {
    if (!text) return;
    const same = (this.listed ?? []).find((id) => id.toLowerCase() === text.toLowerCase());
    const said = await this.take(same ?? text);
    this.say([said]);
    if (!said) this.input.value = "";
    this.kept();
    (this.form.hidden ? this.only : this.input).focus();
  }

  drop(id) {
    this.ids = this.ids.filter((one) => one !== id);
    this.say([`${id} was taken away.`]);
    this.kept();
    this.input.focus();
  }

  say(sentences) {
    this.said.textContent = sentences.filter(Boolean).join(" ");
  }

  kept() {
    const query = this.ids.map((id) => `m=${id}`);
    if (this.only.checked) query.push("only=1");
    history.replaceState(history.state, "", location.pathname + (query.length > 0 ? `?${query.join("&")}` : ""));
    this.show();
  }

  // -- what is shown -----------------------------------------------------------------------------------------------

  show() {
    this.form.hidden = this.ids.length >= this.words.most;
    this.chosen.replaceChildren(...this.ids.map((id) => this.chip(id)));
    this.chosen.hidden = this.ids.length === 0;
    this.switch.hidden = this.ids.length < 2;
    const one = this.ids.length === 1 ? "Add another model to see where they differ." : "";
    const none = this.ids.length === 0 ? "Add the first model: begin to type its name or its owner’s." : "";
    const hint = one || none ? [element("p", { class: "oa-quiet" }, one || none)] : [];
    this.shown.replaceChildren(...hint, ...(this.ids.length > 0 ? [this.table()] : []));
  }

  chip(id) {
    const made = element("button", { type: "button", class: "oa-chip", "aria-label": `Take away: ${id}` }, id);
    made.append(element("span", { "aria-hidden": "true" }, " ×"));
    made.addEventListener("click", () => this.drop(id));
    return element("li", {}, made);
  }

  href(id, anchor = "") {
    const name = id.split("/")[1].toLowerCase();
    return `${place.dataset.models}${id}${this.words.indexes.includes(name) ? "--" : ""}/${anchor ? `#${anchor}` : ""}`;
  }

  table() {
    const reports = this.ids.map((id) => this.reports.get(id));
    const head = element("tr", { role: "row" }, element("th", { scope: "col", role: "columnheader" }, "What is asked"));
    for (const id of this.ids) {
      head.append(element("th", { scope: "col", role: "columnheader" }, element("a", { href: this.href(id) }, id)));
    }
    const groups = [
      ["The six criteria", [this.together(reports), ...this.criteria(reports)]],
      ["By every definition", this.definitions(reports)],
      ["The model", this.facts(reports)],
    ];
    const bodies = groups.map(([title, rows]) => this.group(title, rows)).filter(Boolean);
    if (bodies.length === 0) return element("p", {}, "Nothing differs.");
    const made = element("table", { class: "oa-table oa-stack oa-labelled oa-compare", role: "table" });
    made.append(element("thead", { role: "rowgroup" }, head), ...bodies);
    return made;
  }

  group(title, rows) {
    const told = rows.map((row) => ({ ...row, differs: this.ids.length > 1 ? difference(row.cells) : "" }));
    const kept = told.filter((row) => !this.only.checked || this.ids.length < 2 || row.differs);
    if (kept.length === 0) return null;
    const across = { role: "cell", colspan: this.ids.length + 1 };
    const heading = element("tr", { role: "row", class: "oa-group" }, element("td", across, element("h2", {}, title)));
    return element("tbody", { role: "rowgroup" }, heading, ...kept.map((row) => this.row(row)));
  }

  row({ title, cells, differs }) {
    const head = element("th", { scope: "row", role: "rowheader" }, title);
    if (differs) head.append(" ", element("span", { class: "oa-tag" }, differs));
    const made = cells.map((cell, at) => element("td", { role: "cell", "data-label": this.ids[at] }, ...cell.nodes));
    return element("tr", { role: "row" }, head, ...made);
  }

  together(reports) {
    const cells = reports.map(({ scorecards: [{ results }] }) => {
      const key = results.map((one) => one.state).join();
      const told = results.map(({ title, state }) => ({ title, state, word: this.words.states[state] }));
      const words = element("span", { class: "oa-words" }, inWords(told));
      return { key, sure: !key.includes("unknown"), nodes: [strip(told), " ", words] };
    });
    return { title: "All six", cells };
  }

  criteria(reports) {
    return reports[0].scorecards[0].results.map(({ id, title }) => {
      const cells = reports.map((report) => {
        const { state, because } = report.scorecards[0].results.find((one) => one.id === id);
        const link = element("a", { href: this.href(report.id, id), "aria-label": `See why: ${title}, ${report.id}` }, "See why");
        const nodes = [stated(state, this.words.states[state]), element("p", {}, because, " ", link)];
        return { key: state, sure: state !== "unknown", nodes };
      });
      return { title, cells };
    });
  }

  definitions(reports) {
    return this.words.definitions.map((definition) => {
      const cells = reports.map((report) => {
        const card = report.scorecards.find((one) => one.definition === definition.id);
        if (!card) return { key: "", sure: false, nodes: ["not judged"] };
        const words = standing(card, definition, this.words);
        const link = element("a", { href: this.href(report.id, definition.anchor) }, stated(card.verdict, words));
        return { key: words, sure: isSure(card), nodes: [link] };
      });
      return { title: definition.title, cells };
    });
  }

  facts(reports) {
    const row = (title, words, untold) => ({
      title,
      cells: reports.map((report) => {
        const told = words(report);
        return { key: told, sure: told !== "", nodes: [told || element("span", { class: "oa-quiet" }, untold)] };
      }),
    });
    return [
      row("License of the weights", (report) => report.license, "none could be told"),
      row("Task", (report) => report.task.replaceAll("-", " "), "not known"),
      row("Parameters", (report) => parameters(report.parameters), "not known"),
      row("Observed on", (report) => (report.observed ? day(report.observed) : ""), "not known"),
    ];
  }
}

if (place) new Comparison().start();
