/* The table beside the map: its texts, its rows (all of them in the page, or made page by page),
   and what happens when a reader points at a row or turns to it. */
(function (probono) {
  'use strict';

  const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"' };
  const ROWS = 50;

  // The text that a browser shows for what probono_kit/encoding.py wrote.
  function plain(encoded) {
    return encoded.indexOf('&') < 0 ? encoded :
      encoded.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, function (entity, hex, number, name) {
        return name ? NAMED[name] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(number));
      });
  }

  function textsOf(element, facts) {
    const heads = Array.prototype.slice.call(element.tHead.rows[0].cells);
    const rows = Array.prototype.slice.call(element.tBodies[0].rows);
    const packed = facts && facts.table.map(function (number) { return facts.texts[number]; });
    return {
      rows: rows,
      packed: Boolean(packed),
      linked: element.hasAttribute('data-linked'),
      count: packed ? (packed.length ? packed[0].length : 0) : rows.length,
      headings: heads.map(function (head) { return head.textContent; }),
      numeric: heads.map(function (head) { return head.classList.contains('n'); }),
      now: { column: -1, values: [] },
      text: function (i, column) {
        if (column === this.now.column) { return plain(this.now.values[i]); }
        return packed ? plain(packed[column][i]) : rows[i].cells[column].textContent;
      }
    };
  }

  // A name in the table turns the map to its area: the way to the map for the keyboard.
  function link(cell, i, texts, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'turn';
    button.title = texts.show;
    if (cell.textContent.trim()) {
      while (cell.firstChild) { button.appendChild(cell.firstChild); }
    } else {
      button.textContent = probono.written(i + 1);
      button.setAttribute('aria-label', texts.show + ' ' + button.textContent);
    }
    if (act) { button.addEventListener('click', act); }
    cell.appendChild(button);
  }

  // `act.point(i)` and `act.turn(i)` are called when a reader points at row i or turns to it.
  function tableOf(element, facts, texts, act) {
    const data = textsOf(element, facts), body = element.tBodies[0], made = {};
    let listed = [], first = 0, pointed = null, turned = -1;
    for (let i = 0; i < data.count; i += 1) { listed.push(i); }

    function rowOf(i) { return made[i] || null; }

    function cellOf(i, column) {
      const cell = document.createElement(column ? 'td' : 'th'), text = document.createElement('bdi');
      if (!column) { cell.scope = 'row'; }
      if (data.numeric[column]) { cell.className = 'n'; }
      text.textContent = data.text(i, column);
      cell.appendChild(text);
      return cell;
    }

    function keep(row, i) {
      row.probonoRow = i;
      made[i] = row;
      if (data.linked) { link(row.cells[0], i, texts); }
      if (i === turned) { row.setAttribute('aria-current', 'true'); }
      return row;
    }

    function fill() {
      if (!data.packed) {
        const on = new Uint8Array(data.count);
        listed.forEach(function (i) { on[i] = 1; });
        data.rows.forEach(function (row, i) { row.hidden = !on[i]; });
        return;
      }
      while (body.firstChild) { body.removeChild(body.firstChild); }
      Object.keys(made).forEach(function (i) { delete made[i]; });
      listed.slice(first, first + ROWS).forEach(function (i) {
        const row = document.createElement('tr');
        data.headings.forEach(function (heading, column) { row.appendChild(cellOf(i, column)); });
        body.appendChild(keep(row, i));
      });
      tell();
    }

    // ---- pages ----------------------------------------------------------------------------------

    const pager = data.packed && listed.length > ROWS ? pagerOf() : null;

    function pagerOf() {
      const bar = document.createElement('nav'), said = document.createElement('span');
      const before = button(texts.before, function () { go(first - ROWS); });
      const after = button(texts.after, function () { go(first + ROWS); });
      bar.className = 'pager';
      bar.setAttribute('aria-label', texts.pages);
      [before, said, after].forEach(function (part) { bar.appendChild(part); });
      element.parentNode.parentNode.insertBefore(bar, element.parentNode);
      return { before: before, said: said, after: after };
    }

    function button(text, act) {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = text;
      made.addEventListener('click', act);
      return made;
    }

    function tell() {
      if (!pager) { return; }
      const numbers = [Math.min(first + 1, listed.length), Math.min(first + ROWS, listed.length), listed.length];
      pager.said.textContent = ['{first}', '{last}', '{count}'].reduce(function (text, name, i) {
        return text.replace(name, probono.written(numbers[i]));
      }, texts.rows);
      pager.before.disabled = !first;
      pager.after.disabled = first + ROWS >= listed.length;
    }

    function go(row) {
      first = Math.max(0, Math.min(row, listed.length - 1));
      fill();
    }

    // ---- linked with the map --------------------------------------------------------------------

    function rowAt(event) {
      let node = event.target;
      while (node && node !== body && node.probonoRow === undefined) { node = node.parentNode; }
      return node && node !== body ? node.probonoRow : -1;
    }

    if (!data.packed) { data.rows.forEach(keep); }
    if (data.linked) {
      body.addEventListener('mouseover', function (event) { act.point(rowAt(event)); });
      body.addEventListener('mouseleave', function () { act.point(-1); });
      body.addEventListener('focusin', function (event) { act.point(rowAt(event)); });
      body.addEventListener('focusout', function () { act.point(-1); });
      body.addEventListener('click', function (event) {
        if (event.target.closest('.turn')) { act.turn(rowAt(event)); }
      });
    }
    if (data.packed) { fill(); }

    // One column says what the map shows at another time.
    function follow(column, values, name) {
      const head = element.tHead.rows[0].cells[column].querySelector('bdi');
      data.plainHeading = data.plainHeading || data.headings[column];
      data.headings[column] = data.plainHeading + ' (' + name + ')';
      head.textContent = data.headings[column];
      data.now = { column: column, values: values };
      Object.keys(made).forEach(function (i) {
        made[i].cells[column].querySelector('bdi').textContent = data.text(Number(i), column);
      });
    }

    return {
      data: data,
      follow: follow,
      list: function (indices) {
        listed = indices;
        first = 0;
        fill();
      },
      point: function (i) {
        if (pointed) { pointed.classList.remove('pointed'); }
        pointed = rowOf(i);
        if (pointed) { pointed.classList.add('pointed'); }
      },
      // The row of what the map turned to: on its page of the table, marked, `focus`: with the focus.
      turn: function (i, focus) {
        const old = rowOf(turned), at = i < 0 ? -1 : listed.indexOf(i);
        if (old) { old.removeAttribute('aria-current'); }
        turned = i;
        if (at < 0) { return; }
        if (data.packed && !rowOf(i)) { go(at - at % ROWS); }
        const row = rowOf(i), frame = element.parentNode;
        row.setAttribute('aria-current', 'true');
        if (focus) {
          row.querySelector('.turn').focus();
        } else if (frame.scrollHeight > frame.clientHeight) {
          frame.scrollTop += row.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 2;
        }
      }
    };
  }

  probono.plain = plain;
  probono.link = link;
  probono.tableOf = tableOf;
}(window.probono = window.probono || {}));
