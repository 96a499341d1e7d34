// The two lists of contents: folded where the screen is narrow, open where they have a column of their own.
// And the keys of the page.
(function () {
  "use strict";

  function unfold(selector, query) {
    const list = document.querySelector(selector + " > details");
    if (!list) return;
    const wide = matchMedia(query);
    const set = () => { list.open = wide.matches; };
    wide.addEventListener("change", set);
    set();
  }

  unfold(".contents", "(min-width: 60rem)");
  unfold(".here", "(min-width: 85rem)");

  // The whole book does not fit the column: show the part of it that holds this page.
  const column = document.querySelector(".contents");
  const current = column.querySelector("[aria-current]");
  if (current && column.scrollHeight > column.clientHeight) {
    const at = current.getBoundingClientRect().top - column.getBoundingClientRect().top;
    column.scrollTop = at - column.clientHeight / 3;
  }

  // Other scripts add their keys; what each does can be listed.
  const keys = window.pageKeys = [];
  addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (event.defaultPrevented || event.altKey || (!held && event.target.closest("input, select, textarea"))) return;
    const pressed = (held ? "Ctrl+" : "") + event.key;
    const key = keys.find(({ press }) => press.includes(pressed));
    if (!key) return;
    event.preventDefault();
    key.run();
  });

  // The search loads on use.
  const find = document.getElementById("find");
  const source = new URL("search.js", document.currentScript.src);
  function load() {
    if (window.openSearch) return;
    // Fixed at once, else the page would scroll to what is typed.
    window.openSearch = () => (find.form.classList.add("open"), find.focus({ preventScroll: true }));
    document.head.append(Object.assign(document.createElement("script"), { src: source }));
  }
  find.addEventListener("focus", load);
  // Firefox sends no form from a folder: 'self' in the policy names none to it.
  find.form.addEventListener("submit", (event) => {
    event.preventDefault();
    location = find.form.action.split(/[?#]/)[0] + "?" + new URLSearchParams({ q: find.value });
  });
  keys.push({ press: ["/", "Ctrl+k"], does: "Search the book", run: () => (load(), window.openSearch()) });
})();
