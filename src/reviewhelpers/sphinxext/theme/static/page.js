// The two lists of contents: folded where the screen is narrow, open where they have a column of their own.
// And the form that searches.
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

  // Firefox does not send a form from a folder, since 'self', where the policy lets forms lead, names no folder to it.
  const find = document.querySelector(".find");
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(find.action);
    address.search = new URLSearchParams(new FormData(find));
    address.hash = "";
    location.assign(address);
  });
})();
