// What opens under an item: an instruction for a redo, an edit box that checks as one types, its versions side by side, its links.
function tools(item) {
  const bar = make("div", { class: "tools", role: "toolbar", "aria-label": say("tools_of", { item: nameOf(item) }) });
  const add = (op, label, run, more = {}) => bar.append(button(label, run, { class: op, "data-op": op, ...more }));
  if (!item.locked) {
    if (item.facts.length) add("redo", say("redo"), () => toggle(item, "redo"), { "aria-expanded": String(state.open.get(item.id)?.mode === "redo") });
    add("edit", say("edit"), () => toggle(item, "edit"), { "aria-expanded": String(state.open.get(item.id)?.mode === "edit") });
  }
  if (item.version > 1) add("versions", say("versions", { n: item.version }), () => toggle(item, "versions"), { "aria-expanded": String(state.open.get(item.id)?.mode === "versions") });
  add("lock", say(item.locked ? "unlock" : "lock"), () => act("lock", { item: item.id, locked: !item.locked }), { "aria-pressed": String(item.locked) });
  if (item.id !== "opening") add("more", icon("more"), (event) => itemMenu(item, event.currentTarget), { "aria-label": say("more_of", { item: nameOf(item) }), "aria-haspopup": "menu" });
  return bar;
}

function toggle(item, mode) {
  const now = state.open.get(item.id);
  if (now?.mode === mode) return shut(item.id);
  if (now?.mode === "edit" && now.text !== now.before && !confirm(say("discard"))) return null;
  const text = joined(item.sentences);
  state.open.set(item.id, { mode, text, before: text, heading: item.heading, seen: item.version, instruction: "" });
  return again(item.id, `.${mode}-panel`);
}

function shut(id, focus = true) {
  const mode = state.open.get(id)?.mode;
  state.open.delete(id);
  state.tried = null;
  again(id, focus && mode ? `.tools .${mode}` : "");
  drawChecks();
}

function again(id, focus = "") { // draw an item anew, its panel too
  drawn.delete(id);
  nodeOf(id)?.querySelector(":scope > .panel")?.remove();
  const item = itemOf(id);
  if (!item) return;
  const node = place(null, item);
  const target = focus && node.querySelector(focus);
  if (target) (target.matches("button, textarea, input") ? target : target.querySelector("textarea") || target.querySelector("input, button"))?.focus({ preventScroll: true });
}

function panel(item) {
  const held = state.open.get(item.id);
  const box = make("div", { class: `panel ${held.mode}-panel` }, ...{ redo: redoPanel, edit: editPanel, versions: versionsPanel, link: linkPanel }[held.mode](item, held));
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && !composing(event)) { event.stopPropagation(); shut(item.id); } });
  return box;
}

function instruction(held, run) { // a line to say how, with chips for what is asked most
  const input = make("input", { type: "text", maxlength: 500, placeholder: say("instruction"), "aria-label": say("instruction"), value: held.instruction });
  input.addEventListener("input", () => { held.instruction = input.value; });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !composing(event)) { event.preventDefault(); run(input.value); } });
  const chips = state.data.chips.map((chip) => button(chip, () => { input.value = held.instruction = chip; input.focus(); }));
  return [input, make("div", { class: "chips" }, chips)];
}

function redoPanel(item, held) {
  const run = async (text) => {
    if (!(await rewrite([item], { item: item.id, text, seen: held.seen }))) { held.seen = undefined; return; } // what was typed stays, and is asked of what stands now
    state.open.delete(item.id);
    again(item.id, ".tools .redo");
  };
  const [input, chips] = instruction(held, run);
  return [input, make("div", { class: "row" }, chips, button(say("run"), () => run(input.value), { class: "primary run" }), button(say("cancel"), () => shut(item.id)))];
}

async function rewrite(wanted, more) { // whether it was begun; what comes of it is told by `tellUnchanged`
  if (rewrite.asking) return false;
  rewrite.asking = true;
  const answer = await act("redo", more);
  rewrite.asking = false;
  if (answer.error || answer.stale || answer.gone) return false;
  for (const item of wanted) state.rewritten.set(item.id, { text: whole(item), version: item.version });
  return true;
}
const whole = (item) => `${item.heading}\n${joined(item.sentences)}`;

function tellUnchanged() { // a rewriting that came out as it was is told: the text does not show it
  if (state.busy || !state.rewritten.size) return;
  const done = [...state.rewritten].map(([id, was]) => [itemOf(id), was]).filter(([item, was]) => item && item.version > was.version);
  state.rewritten.clear();
  if (done.length && done.every(([item, was]) => whole(item) === was.text)) notice(say("unchanged"));
}

function openPart(name, opener) {
  const section = root.querySelector(`[data-part="${name}"]`);
  const old = section.querySelector(":scope > .panel");
  if (old) return old.remove();
  const close = () => { box.remove(); opener.focus(); };
  const part = state.data.parts.find((one) => one.name === name), hand = part.items.filter((item) => item.state === "hand" && item.sentences.length && !item.locked);
  const too = make("input", { type: "checkbox", class: "by-hand" });
  const run = async (text) => { if (await rewrite(part.items.filter((item) => !item.locked), { part: name, text, by_hand: too.checked })) close(); };
  const [input, chips] = instruction({ instruction: "" }, run);
  const box = make("div", { class: "panel redo-panel" }, input, make("div", { class: "row" }, chips, button(say("run_part"), () => run(input.value), { class: "primary run" }), button(say("cancel"), close)),
    hand.length ? make("label", { class: "tick" }, too, say("by_hand_too", { n: hand.length })) : null, make("p", { class: "aside" }, say(hand.length ? "part_note_hand" : "part_note")));
  box.addEventListener("keydown", (event) => { if (event.key === "Escape" && !composing(event)) close(); });
  section.querySelector("header").after(box);
  return input.focus();
}

// The box lies over a copy of its own text that carries the marks: red and yellow appear under the words while they are typed.
function editPanel(item, held) {
  const heading = make("input", { type: "text", class: "heading", "aria-label": say("heading"), value: held.heading });
  const area = make("textarea", { rows: 2, "aria-label": say("text_of", { item: nameOf(item) }), spellcheck: "false" });
  const under = make("div", { class: "under", "aria-hidden": "true" });
  const count = make("span", { class: "aside" });
  const live = make("div", { class: "live", role: "status" });
  area.value = held.text;
  const draw = (answer) => {
    under.replaceChildren(...marked(area.value, answer.marks), "\n");
    count.textContent = say("characters", { n: answer.length });
    const mine = answer.findings.filter((one) => one.item === item.id && one.severity !== "hint");
    live.replaceChildren(...mine.slice(0, 4).map((one) => make("div", { class: one.severity }, one.message)));
    state.tried = answer.findings;
    drawChecks();
  };
  let asking = false, waiting = false;
  const weigh = async () => { // one question in flight, the newest text next: no wait before the first
    if (asking) { waiting = true; return; }
    asking = true;
    const text = area.value;
    const answer = await act("weigh", { item: item.id, text, heading: heading.value }, { quiet: true });
    asking = false;
    if (!area.isConnected || state.open.get(item.id) !== held) return;
    if (answer.marks && text === area.value) { draw(answer); area.dataset.weighed = String(+(area.dataset.weighed || 0) + 1); }
    if (waiting) { waiting = false; weigh(); }
  };
  const grow = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  area.addEventListener("input", () => { held.text = area.value; under.replaceChildren(area.value, "\n"); grow(); weigh(); });
  heading.addEventListener("input", () => { held.heading = heading.value; });
  const save = async () => {
    const answer = await act("edit", { item: item.id, text: area.value, heading: heading.value, seen: held.seen });
    if (answer.error) return;
    shut(item.id);
    if (answer.kept !== undefined) kept(item, answer.kept);
    if (answer.kept) { state.open.set(item.id, { mode: "versions", number: answer.kept }); again(item.id, ".versions-panel"); }
  };
  const keys = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !composing(event)) { event.preventDefault(); save(); } };
  area.addEventListener("keydown", keys);
  heading.addEventListener("keydown", (event) => { if (event.key === "Enter" && !composing(event)) { event.preventDefault(); save(); } });
  setTimeout(() => { grow(); weigh(); }, 0);
  return [item.id === "opening" ? null : heading, make("div", { class: "over" }, under, area), live,
    make("div", { class: "row" }, button(say("save"), save, { class: "primary save" }), button(say("cancel"), () => shut(item.id)), make("span", { class: "aside" }, say("save_keys")), count)].filter(Boolean);
}

function kept(item, number) { // words that came too late stand beside those that were faster
  notice(number ? say("kept", { n: number }) : say("kept_gone"), { bad: true });
}

function versionsPanel(item, held) {
  const box = make("div", { class: "compare", "aria-live": "polite" }, say("loading"));
  act("versions", { item: item.id }, { quiet: true }).then((answer) => { if (answer.versions) draw(answer.versions, Math.min(held.number || answer.versions.length - 1, answer.versions.length)); });
  const draw = (all, number) => {
    const one = all[number - 1], last = all[all.length - 1];
    held.number = number;
    const whole = (version) => (version.heading ? version.heading + "\n" : "") + version.text;
    const rows = difference(whole(one), whole(last));
    const step = (by) => draw(all, number + by);
    const about = (version) => [say("version", { n: version.number }), say(`by_${version.by}`), version.aside ? say("aside") : "", version.instruction, version.at && new Date(version.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })].filter(Boolean).join(" · ");
    const focus = document.activeElement?.dataset?.step;
    box.replaceChildren(
      make("div", { class: "row" },
        button(say("earlier"), () => step(-1), { disabled: number <= 1, "data-step": "-1", class: "previous" }), button(say("later"), () => step(1), { disabled: number >= all.length, "data-step": "1", class: "next" }),
        make("span", { class: "aside count" }, say("version_of", { n: number, all: all.length })),
        number < all.length && !item.locked ? button(say("restore"), async () => { await act("restore", { item: item.id, number, seen: all.length }); shut(item.id); }, { class: "primary restore" }) : null,
        button(say("close"), () => shut(item.id))),
      make("div", { class: "sides" },
        make("section", { class: "before" }, make("h3", {}, about(one)), make("p", {}, half(rows, "gone"))),
        make("section", { class: "after" }, make("h3", {}, `${about(last)} · ${say("standing")}`), make("p", {}, half(rows, "new")))));
    if (focus || held.fresh !== false) (box.querySelector(`[data-step="${focus || -1}"]:not(:disabled)`) || box.querySelector("button:not(:disabled)")).focus({ preventScroll: true });
    held.fresh = false;
  };
  return [box];
}

function linkPanel(item) { // which problems a plan answers
  const problems = state.data.parts.find((part) => part.name === "problems").items;
  const boxes = problems.map((problem) => {
    const input = make("input", { type: "checkbox", value: problem.id, checked: item.answers.includes(problem.id) });
    return make("label", { class: "tick" }, input, nameOf(problem));
  });
  const save = async () => { await act("link", { item: item.id, problems: boxes.map((box) => box.firstChild).filter((input) => input.checked).map((input) => input.value) }); shut(item.id); };
  return [make("p", { class: "aside" }, say("link_which")), ...boxes, make("div", { class: "row" }, button(say("save"), save, { class: "primary" }), button(say("cancel"), () => shut(item.id)))];
}

// One menu for the page, opened beside its button: arrow keys move, Escape and a click elsewhere close it.
function menu(opener, rows) {
  document.getElementById("menu")?.remove();
  const box = make("div", { id: "menu", role: "menu", popover: "auto" });
  const expanded = (on) => opener.matches("button") && opener.setAttribute("aria-expanded", String(on));
  const close = () => { if (box.isConnected) { box.remove(); expanded(false); } };
  for (const row of rows.filter(Boolean)) {
    if (row.title) { box.append(make("div", { class: "title", role: "presentation" }, row.title)); continue; }
    box.append(button(row.label, () => { close(); opener.focus({ preventScroll: true }); row.run(); }, { role: "menuitem", class: row.bad ? "bad" : "", disabled: row.disabled, "data-op": row.op }));
  }
  box.addEventListener("toggle", (event) => { if (event.newState === "closed") close(); });
  box.addEventListener("keydown", (event) => {
    const all = [...box.querySelectorAll("button:not(:disabled)")], at = all.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) { event.preventDefault(); all[(to + all.length) % all.length].focus(); }
    if (event.key === "Escape") { close(); opener.focus(); }
  });
  document.body.append(box);
  box.showPopover();
  expanded(true);
  const at = opener.getBoundingClientRect(), size = box.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8))}px`;
  box.style.top = `${at.bottom + size.height + 8 > innerHeight ? Math.max(8, at.top - size.height - 4) : at.bottom + 4}px`;
  box.querySelector("button:not(:disabled)")?.focus({ preventScroll: true });
}

function itemMenu(item, opener) {
  const part = state.data.parts.find((one) => one.items.some((other) => other.id === item.id));
  const at = part.items.findIndex((other) => other.id === item.id);
  const move = (more) => act("move", { item: item.id, seen: item.version, ...more });
  menu(opener, [
    { op: "up", label: say("move_up"), run: () => move({ by: -1 }), disabled: at === 0 },
    { op: "down", label: say("move_down"), run: () => move({ by: 1 }), disabled: at === part.items.length - 1 },
    ...state.data.parts.filter((one) => one !== part).map((one) => ({ op: `to-${one.name}`, label: say("move_into", { part: one.bare }), run: () => move({ part: one.name }) })),
    part.name === "plans" && item.facts.length && state.data.parts[1].items.length ? { op: "link", label: say("link"), run: () => toggle(item, "link") } : null,
    { op: "delete", label: say("delete"), bad: true, disabled: item.locked, run: async () => {
      const answer = await act("delete", { item: item.id, seen: item.version });
      if (!answer.error && !answer.stale) notice(say("deleted", { item: nameOf(item) }), { undo: answer.step });
    } },
  ]);
}
