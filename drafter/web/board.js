// The draft board: draws the JSON that Python sends, keeps open edits and the scroll, and reports what is clicked.
// Everything is put in as text, never as HTML.
const root = element.querySelector(".drafter-board");
let shown = { rev: -1, tick: -1, doc: null };
const open = new Map(); // item id -> {mode, text, heading}: edit boxes that must survive streaming
const drawn = new Map(); // item id -> JSON last drawn

const make = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
};
const act = (op, more = {}) => trigger("act", { op, doc: shown.doc, ...more });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const button = (label, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, label);

function sentence(item, data, index) {
  const node = make("span", { class: "sentence" + (data.sources.length ? "" : " nosource"), "data-sentence": `${item.id}#${index}` });
  let last = 0;
  for (const [start, end, kind] of data.marks) {
    if (start < last) continue;
    node.append(data.text.slice(last, start), make("mark", { class: kind }, data.text.slice(start, end)));
    last = end;
  }
  node.append(data.text.slice(last));
  node.addEventListener("mouseenter", () => sources(node, data));
  node.addEventListener("mouseleave", () => sources(null));
  return node;
}

function sources(node, data) {
  root.querySelector(".sources")?.remove();
  root.querySelectorAll(".lit").forEach((n) => n.classList.remove("lit"));
  if (!node || !data.sources.length) return;
  node.classList.add("lit");
  const list = make("aside", { class: "sources", role: "note" }, make("b", {}, shown.words.sources));
  for (const text of data.sources) list.append(make("div", {}, text));
  node.closest(".item").append(list);
}

function card(item) {
  const words = shown.words;
  const box = make("article", { class: `item ${item.state}${item.locked ? " locked" : ""}`, id: `item-${item.id}` });
  const prose = make("p", { class: "prose" });
  if (item.number || item.heading) prose.append(make("b", {}, item.number + (item.heading ? item.heading + (item.number.startsWith("（") ? "。" : ". ") : "")));
  if (item.partial !== null && item.partial !== undefined) {
    prose.append(make("span", { class: "streaming" }, item.partial));
  } else {
    item.sentences.forEach((data, index) => {
      if (index && /[\x00-\x7f]$/.test(item.sentences[index - 1].text)) prose.append(" ");
      prose.append(sentence(item, data, index));
    });
  }
  box.append(prose);
  const state = open.get(item.id);
  box.append(state ? form(item, state) : tools(item));
  if (item.state === "stood_in" || item.state === "hand") box.append(make("span", { class: "badge" }, words[item.state]));
  return box;
}

function tools(item) {
  const words = shown.words;
  const bar = make("div", { class: "tools", role: "group", "aria-label": item.heading || words.opening });
  const start = (mode) => { open.set(item.id, { mode, text: item.sentences.map((s) => s.text).join(/[\x00-\x7f]$/.test(item.sentences[0]?.text || "") ? " " : ""), heading: item.heading }); redraw(item.id); };
  if (!item.locked) {
    bar.append(button(words.redo, () => start("redo"), { class: "redo" }), button(words.edit, () => start("edit"), { class: "edit" }));
  }
  bar.append(button(item.locked ? words.unlock : words.lock, () => act("lock", { item: item.id, locked: !item.locked }), { class: "lock", "aria-pressed": String(item.locked) }));
  if (item.versions > 1 && !item.locked) {
    bar.append(button(words.previous, () => act("restore", { item: item.id, number: item.versions - 1 }), { class: "previous" }));
    bar.append(make("span", { class: "count" }, fill(words.version, { n: item.versions, all: item.versions })));
  }
  return bar;
}

function form(item, state) {
  const words = shown.words;
  const close = () => { open.delete(item.id); redraw(item.id); };
  const done = (op, more) => { open.delete(item.id); act(op, { item: item.id, ...more }); redraw(item.id); };
  const box = make("div", { class: "form" });
  if (state.mode === "redo") {
    const input = make("input", { type: "text", placeholder: words.instruction, "aria-label": words.instruction });
    input.value = state.instruction || "";
    input.addEventListener("input", () => { state.instruction = input.value; });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return; // Enter that confirms a pinyin candidate
      if (event.key === "Enter") done("redo", { text: input.value });
      if (event.key === "Escape") close();
    });
    box.append(input, make("div", { class: "chips" }, ...words.chips.map((chip) => button(chip, () => { input.value = state.instruction = chip; input.focus(); }))));
    box.append(button(words.run, () => done("redo", { text: input.value }), { class: "primary run" }), button(words.cancel, close));
  } else {
    const heading = make("input", { type: "text", "aria-label": words.edit });
    heading.value = state.heading;
    heading.addEventListener("input", () => { state.heading = heading.value; });
    const area = make("textarea", { rows: 6, "aria-label": words.edit });
    area.value = state.text;
    area.addEventListener("input", () => { state.text = area.value; });
    const save = () => done("edit", { text: area.value, heading: heading.value });
    area.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      if (event.key === "Escape") close();
    });
    if (item.id !== "opening") box.append(heading);
    box.append(area, button(words.save, save, { class: "primary save" }), button(words.cancel, close));
  }
  setTimeout(() => box.querySelector("textarea, input")?.focus({ preventScroll: true }), 0);
  return box;
}

const all = () => [shown.opening, ...shown.parts.flatMap((part) => part.items)].filter(Boolean);
function redraw(id) { drawn.delete(id); draw(shown); }

function finding(data) {
  const go = () => {
    const place = root.querySelector(`[data-sentence="${CSS.escape(`${data.item}#${data.sentence}`)}"]`) || document.getElementById(`item-${data.item}`);
    if (!place) return;
    place.scrollIntoView({ block: "center", behavior: "smooth" });
    place.classList.add("found");
    setTimeout(() => place.classList.remove("found"), 1500);
  };
  return make("li", { class: data.severity }, button(data.message, go, { disabled: !data.item, "aria-label": `${shown.words[data.severity]}: ${data.message}` }));
}

function skeleton(data) {
  root.replaceChildren();
  drawn.clear();
  if (!data.doc) { root.append(make("p", { class: "empty" }, data.empty)); return; }
  const paper = make("main", { class: "paper" }, make("h1", {}), make("div", { class: "opening", "data-slot": "opening" }));
  for (const part of data.parts) {
    paper.append(make("section", { "data-part": part.name }, make("header", {}, make("h2", {}, part.title),
      button(data.words.redo_part, () => act("part", { part: part.name }), { class: "redo-part" })),
      make("div", { class: "items" })));
  }
  paper.append(make("footer", {}));
  root.append(make("div", { class: "progress", role: "status" }), paper, make("aside", { class: "checks", "aria-label": data.words.checks }));
}

function draw(data) {
  const before = shown;
  shown = data;
  const shape = (d) => d.doc + d.words.checks + d.parts.map((p) => p.name).join();
  if (!root.firstChild || shape(before.parts ? before : { ...before, parts: [], words: {} }) !== shape(data)) skeleton(data);
  root.dataset.rev = data.rev;
  root.dataset.busy = data.busy ? "1" : "0";
  root.dataset.doc = data.doc;
  if (!data.doc) return;
  root.querySelector("h1").textContent = data.title;
  const place = (slot, item) => {
    const text = JSON.stringify(item);
    if (drawn.get(item.id) === text) return;
    const old = document.getElementById(`item-${item.id}`);
    if (old && open.has(item.id) && drawn.has(item.id)) { drawn.set(item.id, text); refresh(old, item); return; }
    drawn.set(item.id, text);
    const fresh = card(item);
    if (old) old.replaceWith(fresh); else slot.append(fresh);
  };
  if (data.opening) place(root.querySelector(".opening"), data.opening);
  for (const part of data.parts) {
    const slot = root.querySelector(`[data-part="${part.name}"] .items`);
    slot.querySelector(".gap")?.remove();
    if (part.gap) slot.append(make("p", { class: "gap" }, part.gap));
    for (const item of part.items) place(slot, item);
  }
  root.querySelector("footer").replaceChildren(...(data.signature || []).map((line) => make("div", {}, line)));
  status(data);
}

function refresh(old, item) { // new prose under an open edit box: the box and what is typed in it stay
  const fresh = card(item);
  old.className = fresh.className;
  old.querySelector(".prose").replaceWith(fresh.querySelector(".prose"));
}

function status(data) {
  const words = data.words;
  const bar = root.querySelector(".progress");
  bar.replaceChildren();
  if (data.busy) {
    bar.append(fill(words.progress, { done: data.done || 0, all: data.all || 0 }), make("progress", { max: data.all || 1, value: data.done || 0, "aria-label": words.writing }),
      button(words.stop, () => act("stop"), { class: "stop" }));
  } else if (data.length) bar.append(fill(words.characters, { n: data.length }));
  const list = root.querySelector(".checks");
  const at = list.scrollTop;
  list.replaceChildren(make("h2", {}, `${words.checks} ${data.findings.length || ""}`),
    data.findings.length ? make("ul", {}, ...data.findings.map(finding)) : make("p", {}, words.no_findings));
  list.scrollTop = at;
}

function look() {
  const data = props.value;
  if (!data || !data.words) return;
  if (data.doc === shown.doc && (data.rev < shown.rev)) return; // an older frame that came late
  draw(data);
}
watch("value", look);
look();
