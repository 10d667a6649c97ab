/* What readers take away: the rows they see as a file, a link to what they see, a sheet of paper. */
(function (probono) {
  'use strict';

  // ---- CSV, as probono_kit/tables/csv_cells.py writes it ------------------------------------------

  const FORMULA = /^'?(?:[=@\t\r]|[+-](?![\d\s().,/%-]*$))/;

  function csvOf(table, listed, separator) {
    function cell(text) {
      const safe = FORMULA.test(text) ? "'" + text : text;
      return /["\r\n;,]/.test(safe) || safe !== safe.trim() ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    }
    // Numbers in Latin digits without the signs between thousands, as spreadsheets read them.
    function number(text) {
      const plain = probono.latin(text), thousands = separator === ';' ? /[\s.'\u2019](?=\d{3})/g : /[\s,'\u2019](?=\d{3}|\d\d,)/g;
      return /^[-+\u2212]?\d[\d\s.,'\u2019]*$/.test(plain) ? plain.replace(/^\u2212/, '-').replace(thousands, '') : plain;
    }
    const lines = [table.headings.map(cell)].concat(listed.map(function (i) {
      return table.headings.map(function (heading, column) {
        const text = table.text(i, column);
        return cell(table.numeric[column] ? number(text) : text);
      });
    }));
    return '\ufeff' + lines.map(function (line) { return line.join(separator) + '\r\n'; }).join('');
  }

  function save(name, text) {
    const link = document.createElement('a'), file = new Blob([text], { type: 'text/csv;charset=utf-8' });
    link.href = URL.createObjectURL(file);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  // The name of this file, without what tells its type.
  function fileName() {
    let name = window.location.pathname.split('/').pop();
    try { name = decodeURIComponent(name); } catch (problem) { /* it stays as it is */ }
    return name.replace(/\.html?$/i, '') || 'map';
  }

  // ---- a link to what is seen -----------------------------------------------------------------

  function linkOf(map, filter) {
    const view = map.getBounds(), state = filter.state, parts = [];
    function add(name, value) { parts.push(name + '=' + encodeURIComponent(value)); }
    if (map.probono.moved) {
      add('view', [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map(Math.round).join(','));
    }
    if (Object.keys(state.off).length) { add('without', Object.keys(state.off).join(',')); }
    if (probono.switches.off(map).length) { add('layers', probono.switches.off(map).join(',')); }
    if (map.probono.time && map.probono.time.now() !== map.probono.time.last) { add('time', map.probono.time.now()); }
    if (state.query) { add('find', state.query); }
    Object.keys(state.chosen).forEach(function (column) { add('column' + column, state.chosen[column]); });
    if (map.probono.turned.data === map.probono.subject && map.probono.subject) { add('at', map.probono.turned.i); }
    return window.location.href.split('#')[0] + '#' + parts.join('&');
  }

  function follow(map, table, filter) {
    const given = {}, columns = {};
    window.location.hash.slice(1).split('&').forEach(function (part) {
      const cut = part.indexOf('=');
      try { if (cut > 0) { given[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1)); } } catch (problem) { /* no link of ours */ }
    });
    Object.keys(given).forEach(function (name) {
      const column = Number(name.replace(/^column(\d+)$/, '$1'));
      if (table.linked && column < table.headings.length) { columns[column] = given[name]; }
    });
    filter.set(function () {
      filter.state.off = {};
      (given.without || '').split(',').filter(Boolean).forEach(function (key) { filter.state.off[key] = true; });
      filter.state.query = (table.linked && given.find) || '';
      filter.state.chosen = columns;
    });
    probono.switches.follow(map, (given.layers || '').split(','));
    const time = map.probono.time, step = Number(given.time);
    if (time) { time.set('time' in given && step >= 0 && step < time.last && step % 1 === 0 ? step : time.last); }
    const view = (given.view || '').split(',').map(Number);
    if (view.length === 4 && view.every(isFinite)) {
      map.fitBounds([[view[1], view[0]], [view[3], view[2]]], { animate: false });
      map.probono.moved = true;
    }
    const at = Number(given.at);
    if (given.at && at >= 0 && at < map.probono.subject.fills.length && at % 1 === 0) { probono.show(map, at); }
  }

  function copy(text, done, failed) {
    function byHand() {
      const field = document.createElement('textarea');
      field.value = text;
      field.setAttribute('readonly', '');
      field.style.position = 'fixed';
      field.style.opacity = '0';
      document.body.appendChild(field);
      field.select();
      let copied = false;
      try { copied = document.execCommand('copy'); } catch (problem) { copied = false; }
      document.body.removeChild(field);
      if (copied) { done(); } else { failed(); }
    }
    if (navigator.clipboard && navigator.clipboard.writeText) {
      navigator.clipboard.writeText(text).then(done, byHand);
    } else {
      byHand();
    }
  }

  // ---- paper ----------------------------------------------------------------------------------

  // The still picture is printed; what a reader chose to see is printed as it is seen.
  function printing(map) {
    const body = document.body;
    let before = null;
    function prepare() {
      if (before || !(body.classList.contains('filtered') || map.probono.moved || probono.switches.off(map).length)) { return; }
      before = { classes: body.className, view: map.getBounds(), moved: map.probono.moved };
      body.classList.remove('has-sheet');
      body.classList.add('has-drawing', 'prints-view');
      resize();
    }
    function restore() {
      if (!before) { return; }
      body.className = before.classes;
      resize();
      before = null;
    }
    function resize() {
      map.invalidateSize({ pan: false, animate: false });
      if (before.moved) { map.fitBounds(before.view, { animate: false }); } else { probono.fit(map); }
      map.probono.moved = before.moved;
      map.probono.sheets.forEach(function (sheet) { sheet.paint(); });
    }
    window.addEventListener('beforeprint', prepare);
    window.addEventListener('afterprint', restore);
    return function () {
      prepare();
      window.print();
      window.setTimeout(restore, 1000);
    };
  }

  function tools(map, table, filter, texts) {
    const said = document.querySelector('body > .said'), shown = document.querySelector('.link');
    const print = printing(map);
    function on(name, act) { document.querySelector('.actions [data-act="' + name + '"]').addEventListener('click', act); }
    on('csv', function () {
      let listed = filter.listed();
      if (!table.linked) {
        listed = [];
        for (let i = 0; i < table.count; i += 1) { listed.push(i); }
      }
      save(fileName() + '.csv', csvOf(table, listed, texts.separator));
      said.textContent = texts.saved;
    });
    on('link', function () {
      const link = linkOf(map, filter);
      copy(link, function () { said.textContent = shown.querySelector('span').textContent = texts.copied; shown.hidden = false; }, function () {
        const field = shown.querySelector('input');
        shown.querySelector('span').textContent = texts.copy;
        shown.hidden = field.hidden = false;
        field.value = link;
        field.focus();
        field.select();
      });
    });
    on('print', print);
    window.addEventListener('hashchange', function () { follow(map, table, filter); });
    if (window.location.hash.length > 1) { follow(map, table, filter); }
  }

  // Rows of a further layer: `what` comes after the name of the page.
  function download(what, table, listed, texts) {
    save(fileName() + what + '.csv', csvOf(table, listed, texts.separator));
    document.querySelector('body > .said').textContent = texts.saved;
  }

  probono.csvOf = csvOf;
  probono.download = download;
  probono.tools = tools;
}(window.probono = window.probono || {}));
