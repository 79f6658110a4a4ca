(function () {
  "use strict";
  // The page is whole without this. It only takes rows out and puts them back: no markup is ever made of text.
  // While it is read, long tables are left out of sight, or the browser would lay out rows that are taken out again.
  document.documentElement.classList.add("reading");

  function made(kind, text, attributes) {
    var element = document.createElement(kind);
    if (text) element.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }

  // A list of rows or items of which a page is shown: kept in an array, so that the document stays small.
  function Pages(container, size, after, noun) {
    this.container = container;
    this.size = size;
    this.all = Array.prototype.slice.call(container.children);
    this.chosen = this.all;
    this.page = 0;
    this.bar = made("div", "", { "class": "pages" });
    this.back = made("button", "Back", { type: "button", "aria-label": "Earlier " + noun });
    this.next = made("button", "Next", { type: "button", "aria-label": "Later " + noun });
    this.told = made("span");
    [this.back, this.next, this.told].forEach(function (part) { this.bar.appendChild(part); }, this);
    after.parentNode.insertBefore(this.bar, after.nextSibling);
    this.back.addEventListener("click", this.turn.bind(this, -1));
    this.next.addEventListener("click", this.turn.bind(this, 1));
    this.show();
  }
  Pages.prototype.turn = function (step) { this.page += step; this.show(); };
  Pages.prototype.choose = function (rows) { this.chosen = rows; this.page = 0; this.show(); };
  Pages.prototype.show = function () {
    var count = this.chosen.length, pages = Math.max(1, Math.ceil(count / this.size));
    this.page = Math.min(Math.max(this.page, 0), pages - 1);
    var from = this.page * this.size;
    this.container.replaceChildren.apply(this.container, this.chosen.slice(from, from + this.size));
    this.bar.hidden = pages === 1;
    this.bar.style.display = pages === 1 ? "none" : "";
    this.back.disabled = this.page === 0;
    this.next.disabled = this.page === pages - 1;
    this.told.textContent = (from + 1) + " to " + Math.min(from + this.size, count) + " of " + count.toLocaleString("en-GB");
  };
  Pages.prototype.showAll = function () {
    var chunk = 5000;
    this.container.replaceChildren();
    for (var at = 0; at < this.chosen.length; at += chunk)
      this.container.append.apply(this.container, this.chosen.slice(at, at + chunk));
  };

  function sortValue(row, column) {
    var cell = row.cells[column];
    var value = cell.getAttribute("data-sort");
    if (value === null) value = cell.textContent.trim();
    return value;
  }
  var order = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

  function sortable(table, pages) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (head.tagName !== "TH" || !head.textContent.trim()) return;
      var button = made("button", head.textContent, { type: "button" });
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var keyed = function (rows) {
          return rows.map(function (row, at) { return { row: row, key: sortValue(row, column), at: at }; })
            .sort(function (a, b) { return (order.compare(a.key, b.key) || (down ? b.at - a.at : a.at - b.at)) * (down ? -1 : 1); })
            .map(function (item) { return item.row; });
        };
        pages.all = keyed(pages.all);
        if (pages.filter) pages.filter(); else pages.choose(pages.all);
      });
    });
  }

  function options(select, counts) {
    Object.keys(counts).sort(order.compare).forEach(function (value) {
      select.appendChild(made("option", value.replace(/_/g, " ") + " (" + counts[value] + ")", { value: value }));
    });
  }

  function filters(pages) {
    var box = document.getElementById("filters");
    if (!box) return;
    var fields = {};
    ["text", "school", "status", "kind", "owner", "reset", "count"].forEach(function (name) {
      fields[name] = document.getElementById("f-" + name);
    });
    var counts = { school: {}, status: {}, kind: {}, owner: {} };
    var facts = new Map();
    pages.all.forEach(function (row) {
      var kinds = (row.dataset.kinds || "").split(" ").filter(Boolean);
      var fact = { school: row.dataset.school, status: row.dataset.status, owner: row.dataset.owner, kinds: kinds, text: null };
      facts.set(row, fact);
      ["school", "status", "owner"].forEach(function (name) {
        counts[name][fact[name]] = (counts[name][fact[name]] || 0) + 1;
      });
      new Set(kinds).forEach(function (kind) { counts.kind[kind] = (counts.kind[kind] || 0) + 1; });
    });
    ["school", "status", "kind", "owner"].forEach(function (name) { options(fields[name], counts[name]); });
    function matches(row, wanted, words) {
      var fact = facts.get(row);
      if (wanted.school && fact.school !== wanted.school) return false;
      if (wanted.status && fact.status !== wanted.status) return false;
      if (wanted.owner && fact.owner !== wanted.owner) return false;
      if (wanted.kind && fact.kinds.indexOf(wanted.kind) < 0) return false;
      if (!words.length) return true;
      return words.every(function (word) { return text(row).indexOf(word) >= 0; });
    }
    function text(row) {
      var fact = facts.get(row);
      if (fact.text === null) fact.text = row.textContent.toLowerCase();
      return fact.text;
    }
    var unread = pages.all.slice();
    function read() {  // a few at a time, so that the first word typed finds them ready
      for (var n = 0; n < 200 && unread.length; n += 1) text(unread.pop());
      if (unread.length) window.setTimeout(read, 20);
    }
    if (unread.length > 1000) window.setTimeout(read, 200);
    pages.filter = function () {
      var words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      var wanted = { school: fields.school.value, status: fields.status.value, kind: fields.kind.value, owner: fields.owner.value };
      var found = pages.all.filter(function (row) { return matches(row, wanted, words); });
      pages.choose(found);
      fields.count.textContent = found.length.toLocaleString("en-GB") + " of " + pages.all.length.toLocaleString("en-GB") +
        " policies" + (found.length ? "" : ": nothing fits; choose less or press Show all");
    };
    var soon = 0;
    fields.text.addEventListener("input", function () {
      window.clearTimeout(soon);
      soon = window.setTimeout(pages.filter, 120);
    });
    ["school", "status", "kind", "owner"].forEach(function (name) { fields[name].addEventListener("change", pages.filter); });
    fields.reset.addEventListener("click", function () {
      ["text", "school", "status", "kind", "owner"].forEach(function (name) { fields[name].value = ""; });
      pages.filter();
      fields.text.focus();
    });
    box.hidden = false;
    pages.filter();
  }

  var paged = [];
  function begin() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-page]"), function (element) {
      var isTable = element.tagName === "TABLE";
      var rows = isTable ? element.tBodies[0] : element;
      var caption = isTable && element.caption ? element.caption.textContent.toLowerCase() : "entries";
      var after = element.parentNode.classList.contains("wide-table") ? element.parentNode : element;
      var pages = new Pages(rows, Number(element.getAttribute("data-page")), after, caption);
      paged.push(pages);
      if (isTable && element.classList.contains("sortable")) sortable(element, pages);
      if (element.id === "all-policies") filters(pages);
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    try { begin(); } finally { document.documentElement.classList.remove("reading"); }
  });

  function evidence(open) {
    if (!document.body.classList.contains("inspector")) return;
    Array.prototype.forEach.call(document.querySelectorAll(".policies details"), function (each) { each.open = open; });
  }
  window.addEventListener("beforeprint", function () { paged.forEach(function (pages) { pages.showAll(); }); evidence(true); });
  window.addEventListener("afterprint", function () { evidence(false); paged.forEach(function (pages) { pages.show(); }); });
}());
