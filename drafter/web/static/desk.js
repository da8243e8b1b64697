// The desk: the bar above, the three columns, dialogs, and the loop that asks the server what is new.
const typedNotes = () => document.querySelector("#notes textarea");
function typeNotes(text) { // Gradio's box takes a value as if it were typed
  const box = typedNotes();
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
const keep = { // what this browser remembers; a private window may refuse
  get: (key) => { try { return localStorage.getItem(`drafter-${key}`); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(`drafter-${key}`, value); } catch { /* not kept */ } },
};

function side(name) { // the left column: the form, or the notes of the draft
  document.body.dataset.side = name;
  document.querySelectorAll("#bar [data-side]").forEach((node) => node.setAttribute("aria-pressed", String(node.dataset.side === name)));
  markTab();
}

function body(name) { // at phone width one column shows at a time
  document.body.dataset.body = name;
  if (name === "notes") side("notes");
  else if (innerWidth < 1000) side("none"); // the form is left
  if (innerWidth < 1000) scrollTo(0, 0);
  markTab();
}
function markTab() {
  const shown = document.body.dataset.side === "form" && innerWidth < 1000 ? "" : document.body.dataset.body;
  document.querySelectorAll("#tabs button").forEach((node) => node.setAttribute("aria-current", String(node.dataset.body === shown)));
}

function saving(on) {
  saving.count = Math.max(0, (saving.count || 0) + (on ? 1 : -1));
  const node = document.querySelector("#bar .saved");
  if (node) node.textContent = say(saving.count ? "saving" : "saved");
  root.dataset.saving = String(saving.count);
}

function openDialog(name, title, children) {
  document.getElementById("dialog")?.remove();
  const opener = document.activeElement;
  const dialog = make("dialog", { id: "dialog", class: name, "aria-labelledby": "dialog-title" }, make("header", {}, make("h2", { id: "dialog-title" }, title), button(icon("close"), () => dialog.close(), { "aria-label": say("close"), class: "quiet close" })), ...children);
  dialog.addEventListener("close", () => { dialog.remove(); opener?.isConnected && opener.focus({ preventScroll: true }); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function drawBar() {
  const bar = document.querySelector("#bar .bar");
  const tool = (name, shape, run, more = {}) => button([icon(shape), make("span", {}, say(name))], run, { class: `tool ${name}`, id: `tool-${name}`, "aria-label": say(name), ...more });
  const tab = (name) => button(say(`side_${name}`), () => side(name), { "data-side": name, "aria-pressed": String(document.body.dataset.side === name) });
  bar.replaceChildren(
    make("div", { class: "brand" }, make("b", {}, say("title")), make("span", {}, say("tagline"))),
    make("div", { class: "sides", role: "group", "aria-label": say("left_column") }, tab("form"), tab("notes")),
    make("span", { class: "saved", role: "status" }, ""),
    make("nav", { "aria-label": say("tools") }, tool("documents", "list", docsDialog), tool("undo", "undo", () => act("undo")), tool("redo_step", "redo", () => act("redo-step")), tool("preview", "print", previewDialog), tool("export", "down", exportDialog, { class: "tool export primary" }),
      button(state.language === "zh" ? "EN" : "中文", () => speak(state.language === "zh" ? "en" : "zh"), { id: "tool-language", "aria-label": say("other_language"), class: "tool" }),
      button(icon("moon"), dark, { id: "tool-dark", "aria-label": say("dark"), class: "tool" })));
}

function dark() {
  const on = document.body.classList.toggle("dark");
  keep.set("dark", on ? "1" : "0");
}

function speak(language) {
  state.language = language;
  keep.set("language", language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  trigger("language", { language });
  drawBar();
  frame();
  if (state.data) draw(true);
}

function frame() {
  drawn.clear();
  root.replaceChildren(notesFrame(), make("div", { class: "middle" }, make("div", { class: "status", role: "status" }), paperFrame()), checksFrame(),
    make("nav", { id: "tabs", "aria-label": say("columns") }, ...["paper", "checks", "notes"].map((name) => button(say(`tab_${name}`), () => body(name), { "data-body": name, "aria-current": String((document.body.dataset.body || "paper") === name) }))));
}

function drawSteps() { // what can be undone and redone
  const [undone, redone, newest] = state.steps || [0, 0, 0];
  const told = document.querySelector("#notice .undo");
  if (told && +told.dataset.step !== newest) told.remove(); // another step is the last by now
  document.querySelector("#tool-undo").disabled = !undone;
  document.querySelector("#tool-redo_step").disabled = !redone;
}

function drawStatus() {
  const bar = root.querySelector(".status"), data = state.data;
  const key = JSON.stringify([state.busy, data.done, data.all, data.length, state.language, data.form.length, data.example]);
  if (bar.dataset.key === key) return;
  bar.dataset.key = key;
  const waiting = items().filter((item) => item.state === "planned" && item.facts.length).length;
  const going = bar.querySelector(".stop");
  if (state.busy && going) { // the button that is about to be pressed stays where it is
    bar.querySelector("span").textContent = say("progress", { done: data.done || 0, all: data.all || 0 });
    Object.assign(bar.querySelector("progress"), { max: data.all || 1, value: data.done || 0 });
    going.textContent = say("stop");
    return;
  }
  const total = data.form.length ? say("of_length", { n: data.length, all: data.form.length }) : say("characters", { n: data.length || 0 });
  bar.replaceChildren(...(state.busy
    ? [make("span", {}, say("progress", { done: data.done || 0, all: data.all || 0 })), make("progress", { max: data.all || 1, value: data.done || 0, "aria-label": say("writing") }), button(say("stop"), () => act("stop"), { class: "stop" })]
    : [make("span", {}, data.all ? say("written", { done: data.done, all: data.all }) : ""), make("span", {}, total), data.example ? make("span", { class: "example" }, say("example")) : null, waiting ? button(say("continue"), () => act("continue"), { class: "primary continue" }) : null, data.title ? button([icon("pen"), " ", say("heading_of_report")], formPanel, { class: "form-open" }) : null].filter(Boolean)));
}

function draw(whole) {
  root.dataset.rev = state.rev;
  root.dataset.doc = state.doc;
  if (!whole) { pulse(); return; }
  document.title = `${(state.data.title || say("untitled")).replace("\n", "")} · ${say("title")}`;
  drawPaper();
  drawNotes();
  drawChecks();
  drawStatus();
  drawSteps();
  root.dataset.busy = state.busy ? "1" : "0"; // last: whoever waits for it finds everything drawn
}

function openDoc(doc) {
  if (!doc) return;
  scrollTo(0, 0);
  state.open.clear();
  state.rewritten.clear();
  state.tried = null;
  drawn.clear();
  Object.assign(state, { doc, rev: -1, tick: -1, busy: null, data: null, turn: (state.turn || 0) + 1 });
  root.dataset.busy = "1";
  const address = new URL(location.href);
  address.searchParams.set("doc", doc);
  history.replaceState(null, "", address);
  keep.set("doc", doc);
  follow(state.turn);
}

document.addEventListener("keydown", (event) => { // undo and redo outside of boxes, which have their own
  if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, dialog") || composing(event)) return;
  const op = event.key.toLowerCase() === "z" ? (event.shiftKey ? "redo-step" : "undo") : event.key.toLowerCase() === "y" ? "redo-step" : null;
  if (op) { event.preventDefault(); act(op); }
});

async function lost() { // the draft is not here (any more): an example, so that nobody faces an empty page
  if (lost.going) return;
  lost.going = true;
  keep.set("doc", "");
  try {
    const answer = await server.act({ op: "example", doc: "", language: state.language });
    if (answer?.open) openDoc(answer.open);
    else setTimeout(lost, 1500);
  } catch {
    setTimeout(lost, 1500);
  } finally {
    lost.going = false;
  }
}

// While a run goes on the server holds the question until there is news; else it answers at once and is asked again in a
// second, so that idle windows keep no connection (browsers allow six to a host) and hidden ones ask nothing.
const pace = { kicked: false, wake: null };
function kick() { pace.kicked = true; pace.wake?.(); }
async function rest(milliseconds) {
  if (!pace.kicked) await new Promise((done) => { pace.wake = done; setTimeout(done, milliseconds); });
  Object.assign(pace, { kicked: false, wake: null });
}
document.addEventListener("visibilitychange", kick);

async function follow(turn) { // one question at a time
  let failures = 0;
  while (turn === state.turn) {
    let news;
    try {
      news = await server.look({ doc: state.doc, language: state.language, seen: [state.rev, state.tick, state.busy], wait: Boolean(state.busy) });
      if (!news) throw new Error("no answer");
      if (failures) notice(say("again_reachable"));
      failures = 0;
    } catch {
      if (++failures === 1) notice(say("unreachable"), { bad: true });
      await new Promise((done) => setTimeout(done, Math.min(3000, 250 * failures)));
      Object.assign(state, { rev: -1 });
      continue;
    }
    if (turn !== state.turn) return;
    if (news.gone) { await lost(); return; }
    const whole = Boolean(news.parts);
    if (whole) state.data = news;
    Object.assign(state, { rev: news.rev, tick: news.tick, busy: news.busy, partial: news.partial, writing: news.writing, steps: news.steps });
    if (!state.data) continue;
    draw(whole);
    tellUnchanged();
    if (news.trouble[0] > state.trouble) notice(say("failed", { why: news.trouble[1] }), { bad: true });
    state.trouble = Math.max(state.trouble, news.trouble[0]);
    if (!whole && !state.busy) await rest(document.hidden ? 3600e3 : 1000);
  }
}

function boot() {
  state.partial = {};
  state.writing = [];
  const spoken = navigator.languages.map((name) => name.slice(0, 2)).find((name) => name in WORDS);
  state.language = keep.get("language") || spoken || state.language;
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  if (keep.get("dark") !== null) document.body.classList.toggle("dark", keep.get("dark") === "1");
  const asked = new URL(location.href).searchParams.get("doc") || keep.get("doc");
  side(asked || innerWidth < 1000 ? "notes" : "form");
  body("paper");
  drawBar();
  frame();
  watchDrops();
  if (state.language !== props.value.language) trigger("language", { language: state.language });
  watch("value", () => { if (props.value?.open) { if (innerWidth >= 1000) side("notes"); body("paper"); openDoc(props.value.open); keep.set("notes", ""); } });
  const ready = () => {
    const box = typedNotes();
    if (!box || root.dataset.busy !== "0" || state.rev < 0) { setTimeout(ready, 20); return; }
    if (keep.get("notes") && !box.value) typeNotes(keep.get("notes"));
    box.addEventListener("input", () => keep.set("notes", box.value));
    box.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !composing(event)) document.querySelector("#draft").click(); });
    document.body.dataset.ready = "1";
  };
  if (asked) openDoc(asked); else lost();
  ready();
}
boot();
