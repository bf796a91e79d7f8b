"use strict";
// The coding page. Text from articles is only ever set as textContent. Codes are kept in localStorage where the
// browser allows it, and leave the page as a CSV file that the coder saves.
const data = JSON.parse(document.getElementById("data").textContent);
const find = (id) => document.getElementById(id);
const UNSURE = "?";
const key = "framing-coding-" + data.key;
const stacked = window.matchMedia("(max-width: 52rem)"); // the questions stand below the passage, as in page.css
const state = { at: 0, question: 0, codes: {}, notes: {}, saved: true };

function make(name, text, className) {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function item() { return data.items[state.at]; }
function codeOf(id, question) { return (state.codes[id] || {})[question.id] || ""; }
function isFree(question) { return question.values.length === 0; }
// An answer in one's own words may stay empty: there may be no source.
function isDone(id) {
  const needed = data.questions.filter((question) => question.scale !== "text");
  return needed.length ? needed.every((question) => codeOf(id, question)) : data.questions.some((q) => codeOf(id, q));
}

function keep() {
  try {
    localStorage.setItem(key, JSON.stringify({ coder: find("coder").value, codes: state.codes, notes: state.notes, at: state.at }));
  } catch (error) { /* private windows may refuse: the file is what counts */ }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept) return;
    state.codes = kept.codes || {};
    state.notes = kept.notes || {};
    state.at = Math.min(Math.max(kept.at || 0, 0), data.items.length - 1);
    if (kept.coder && !data.coder) find("coder").value = kept.coder;
  } catch (error) { /* nothing kept, or not ours */ }
}

function setCode(question, code) {
  const id = item().id;
  state.codes[id] = state.codes[id] || {};
  state.codes[id][question.id] = code;
  state.saved = false;
  keep();
  showProgress();
}

function showSegments(place, segments) {
  place.replaceChildren(...segments.map(([text, marked]) => (marked ? make("mark", text) : document.createTextNode(text))));
}

function wholeArticle() {
  const article = data.articles[item().article].text;
  const points = Array.from(article); // offsets count code points, JavaScript counts UTF-16 units
  const segments = [];
  let at = 0;
  for (const [start, end] of item().marked) {
    segments.push([points.slice(at, start).join(""), false], [points.slice(start, end).join(""), true]);
    at = end;
  }
  segments.push([points.slice(at).join(""), false]);
  return segments.filter(([text]) => text);
}

function toggleArticle() {
  const shown = find("article").hidden;
  find("article").hidden = !shown;
  find("whole").setAttribute("aria-expanded", String(shown));
  if (shown) {
    showSegments(find("article"), wholeArticle());
    const mark = find("article").querySelector("mark");
    if (mark) mark.scrollIntoView({ block: "center" });
  }
}

function answerRow(question, value, number) {
  const row = make("label", undefined, "answer");
  const box = document.createElement("input");
  box.type = "radio";
  box.name = question.id;
  box.value = value.code;
  box.checked = codeOf(item().id, question) === value.code;
  row.append(box, make("kbd", number), what(value));
  box.addEventListener("change", () => setCode(question, value.code));
  return row;
}

function what(value) {
  const text = make("span", undefined, "what");
  text.append(make("b", value.code === UNSURE ? "I cannot tell" : value.code.replaceAll("_", " ")));
  if (value.definition) text.append(" – " + value.definition);
  if (value.example) text.append(make("span", " e.g. " + value.example, "example"));
  return text;
}

function questionBox(question, number) {
  const box = make("fieldset");
  box.append(make("legend", question.text));
  if (question.definition) box.append(make("p", question.definition, "definition"));
  if (isFree(question)) {
    const field = make("input", undefined, "free");
    field.setAttribute("aria-label", question.text);
    field.value = codeOf(item().id, question);
    if (question.scale !== "text") field.inputMode = "decimal";
    field.addEventListener("input", () => setCode(question, field.value.trim()));
    box.append(field);
  } else {
    question.values.forEach((value, place) => box.append(answerRow(question, value, place < 9 ? String(place + 1) : "")));
    box.append(answerRow(question, { code: UNSURE }, "0"));
  }
  box.addEventListener("focusin", () => setQuestion(number));
  return box;
}

function setQuestion(number) {
  state.question = Math.min(Math.max(number, 0), data.questions.length - 1);
  [...find("form").children].forEach((box, place) => box.classList.toggle("now", place === state.question));
}

function nextQuestion() {
  for (let number = state.question + 1; number < data.questions.length; number += 1) {
    const box = find("form").children[number];
    setQuestion(number);
    const field = box.querySelector("input:checked") || box.querySelector("input");
    field.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    return;
  }
  find("next").focus();
}

function showProgress() {
  const done = data.items.filter(({ id }) => isDone(id)).length;
  find("bar").max = data.items.length;
  find("bar").value = done;
  find("count").textContent = "Item " + (state.at + 1) + " of " + data.items.length + " · " + done + " done";
  find("save").classList.toggle("ready", done === data.items.length);
  find("open").disabled = done === data.items.length;
  find("status").textContent = done === data.items.length
    ? "All items are answered. Save your codes (S) and send the file back." : "";
}

function show() {
  const now = item();
  find("title").textContent = data.articles[now.article].title;
  showSegments(find("passage"), [...(now.before ? [["… ", false]] : []), ...now.segments, ...(now.after ? [[" …", false]] : [])]);
  find("article").hidden = true;
  find("whole").setAttribute("aria-expanded", "false");
  find("whole").hidden = !now.before && !now.after;
  find("form").replaceChildren(...data.questions.map(questionBox));
  find("note").value = state.notes[now.id] || "";
  find("back").disabled = state.at === 0;
  find("next").disabled = state.at === data.items.length - 1;
  setQuestion(0);
  showProgress();
  showMark();
  keep();
}

function showMark() {
  const mark = find("passage").querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "nearest" });
}

function go(to) {
  if (to < 0 || to >= data.items.length) return;
  state.at = to;
  show();
  // The passage is read from its start: the words before the marked ones matter.
  find("reading").scrollTop = 0;
  document.querySelector(stacked.matches ? ".progress" : "header").scrollIntoView({ block: "start" });
  showMark();
  find("passage").focus({ preventScroll: true });
}

function goOpen() {
  const n = data.items.length;
  for (let step = 1; step <= n; step += 1) {
    const place = (state.at + step) % n;
    if (!isDone(data.items[place].id)) { go(place); return; }
  }
}

function cell(text) {
  return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

function csv() {
  const coder = find("coder").value.trim();
  const rows = [["item", "coder", ...data.questions.map(({ id }) => id), "note"]];
  for (const { id } of data.items) {
    rows.push([id, coder, ...data.questions.map((question) => codeOf(id, question)), state.notes[id] || ""]);
  }
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

function save() {
  const coder = find("coder").value.trim();
  if (!coder) {
    find("status").textContent = "Please write your name above first: the codes are filed under it.";
    find("coder").focus();
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
  link.download = data.file + "-" + coder.replace(/[^\p{L}\p{N}._-]+/gu, "_") + ".csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  state.saved = true;
  find("status").textContent = "Saved as " + link.download + ". Send this file back.";
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target.matches("textarea, input:not([type=radio])");
  if (event.key === "Enter") {
    if (event.target.matches("textarea") || (event.target.matches("button") && event.target.id !== "next")) return;
    event.preventDefault();
    // Enter goes to the next question without an answer, and to the next item when there is none.
    const left = data.questions.findIndex((question, number) => number > state.question && !codeOf(item().id, question));
    if (writing && event.target.id === "coder") find("passage").focus();
    else if (left > 0 && event.target.id !== "next") { setQuestion(left - 1); nextQuestion(); }
    else go(state.at + 1);
    return;
  }
  if (writing) return;
  const question = data.questions[state.question];
  if (/^[0-9]$/.test(event.key) && !isFree(question)) {
    const value = event.key === "0" ? { code: UNSURE } : question.values[Number(event.key) - 1];
    if (!value) return;
    event.preventDefault();
    find("form").children[state.question].querySelectorAll("input").forEach((box) => { box.checked = box.value === value.code; });
    setCode(question, value.code);
    nextQuestion();
    return;
  }
  const actions = {
    ArrowLeft: () => go(state.at - 1), ArrowRight: () => go(state.at + 1),
    a: toggleArticle, A: toggleArticle, n: goOpen, N: goOpen, s: save, S: save,
  };
  if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
}

find("heading").textContent = "Coding: " + data.name;
find("coder").value = data.coder;
find("coder").addEventListener("input", keep);
find("form").addEventListener("submit", (event) => event.preventDefault());
find("note").addEventListener("input", () => { state.notes[item().id] = find("note").value; state.saved = false; keep(); });
find("back").addEventListener("click", () => go(state.at - 1));
find("next").addEventListener("click", () => go(state.at + 1));
find("open").addEventListener("click", goOpen);
find("save").addEventListener("click", save);
find("whole").addEventListener("click", toggleArticle);
document.addEventListener("keydown", press);
window.addEventListener("beforeunload", (event) => { if (!state.saved) event.preventDefault(); });
recall();
show();
