/* One set of features is shown: by the map, the table, the chart, and what is downloaded. Readers
   choose it by the classes of the legend, by a search and by the categories of columns. */
(function (probono) {
  'use strict';

  // Columns of few words that come again and again can be chosen from.
  const MOST_WORDS = 20, MOST_CHOICES = 3;

  // As readers type: without capitals, accents and the signs that Arabic may leave out, digits in
  // Latin, any space a space.
  function folded(text) {
    return probono.latin(text.normalize('NFD')).replace(/[\u0300-\u036f\u0640\u064b-\u065f]/g, '')
      .replace(/[\u00a0\u202f]/g, ' ').toLowerCase();
  }

  // With each number also as one types it in a hurry: 1234 finds 1,234.
  function searched(text) {
    const plain = text.replace(/(\d)[ .,'\u2019](?=\d{3}(?!\d)|\d\d,)/g, '$1');
    return plain === text ? text : text + '\n' + plain;
  }

  // A line of the legend becomes a button.
  function pressed(line, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'class';
    while (line.firstChild) { button.appendChild(line.firstChild); }
    line.appendChild(button);
    button.addEventListener('click', act);
    return button;
  }

  function filterOf(map, table, texts) {
    const subject = map.probono.subject, linked = table.linked, count = subject.fills.length;
    const language = document.documentElement.lang, heard = [];
    const state = { off: {}, query: '', chosen: {} };
    const found = document.querySelector('.found'), all = document.querySelector('.all');
    const search = document.getElementById('search');
    let words = null, visible = null, listed = [];

    function keyOf(i) { return subject.keys[subject.fills[i]]; }

    // Everything that the table says of each feature, made ready when somebody searches.
    function wordsOf(i) {
      if (!words) { words = []; }
      if (words[i] === undefined) {
        const cells = table.headings.map(function (heading, column) { return table.text(i, column); });
        words[i] = searched(folded(cells.join('\n')));
      }
      return words[i];
    }

    function isFiltered() {
      return Boolean(state.query || Object.keys(state.off).length || Object.keys(state.chosen).length);
    }

    function apply() {
      const query = folded(state.query).replace(/\s+/g, ' '), columns = Object.keys(state.chosen);
      const there = subject.there;
      visible = isFiltered() || there ? new Uint8Array(count) : null;
      listed = [];
      for (let i = 0; i < count; i += 1) {
        const on = !visible || (!state.off[keyOf(i)] && (!there || there(i)) &&
          columns.every(function (column) { return table.text(i, column) === state.chosen[column]; }) &&
          (!query || wordsOf(i).indexOf(query) >= 0));
        if (on) { listed.push(i); }
        if (visible) { visible[i] = on ? 1 : 0; }
      }
      if (visible && map.probono.turned.data === subject && !visible[map.probono.turned.i]) { map.closePopup(); }
      probono.reveal(map, visible);
      tell();
      heard.forEach(function (hear) { hear(listed, visible); });
    }

    function present() {
      const found = [];
      for (let i = 0; i < count; i += 1) {
        if (!subject.there || subject.there(i)) { found.push(i); }
      }
      return found;
    }

    function tell() {
      // Of dots there are as many as there are at the time.
      const whole = subject.nested ? present().length : count;
      const chosen = isFiltered() || Boolean(subject.there && !(subject.nested && subject.latest));
      const text = listed.length === whole ? texts.everything : listed.length ? texts.shown : texts.nothing;
      found.querySelector('bdi').textContent = text
        .replace('{count}', probono.written(listed.length))
        .replace('{total}', probono.written(whole));
      document.body.classList[chosen ? 'add' : 'remove']('filtered');
      all.hidden = !isFiltered();
    }

    // ---- the legend -----------------------------------------------------------------------------

    const buttons = {};
    Array.prototype.forEach.call(document.querySelectorAll('.legend [data-class]'), function (line) {
      const key = line.getAttribute('data-class');
      const button = pressed(line, function () { set(function () { toggle(key); }); });
      spotlight(button, key);
      buttons[key] = button;
    });

    if (!Object.keys(buttons).length && !document.querySelector('.legend [data-of]')) { document.querySelector('.legend .hint').hidden = true; }

    function toggle(key) {
      if (state.off[key]) { delete state.off[key]; } else { state.off[key] = true; }
    }

    // Only the features of one class, as long as a reader points at it.
    function spotlight(element, key) {
      function light() {
        const only = new Uint8Array(count);
        for (let i = 0; i < count; i += 1) { only[i] = keyOf(i) === key && (!visible || visible[i]) ? 1 : 0; }
        probono.reveal(map, only);
      }
      function leave() { probono.reveal(map, visible); }
      element.addEventListener('mouseenter', light);
      element.addEventListener('mouseleave', leave);
      element.addEventListener('blur', leave);
      element.addEventListener('focus', function () {
        // Not known to browsers before 2020: there the mouse alone lights a class.
        try { if (element.matches(':focus-visible')) { light(); } } catch (problem) { leave(); }
      });
    }

    // ---- search and categories ------------------------------------------------------------------

    let waiting = 0, turned = -1;
    search.addEventListener('input', function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () {
        turned = -1;
        set(function () { state.query = search.value.trim(); });
      }, count > 5000 ? 300 : 120);
    });
    // Enter turns to what was found, one after the other.
    search.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' || !state.query || !listed.length) { return; }
      event.preventDefault();
      turned = (turned + 1) % listed.length;
      probono.show(map, listed[turned]);
    });

    function wordsIn(column) {
      const seen = {}, labels = Object.keys(buttons).map(function (key) {
        const label = buttons[key].querySelector('.label');
        return label ? label.textContent : '';
      });
      for (let i = 0; i < count; i += 1) {
        seen[table.text(i, column)] = true;
        if (Object.keys(seen).length > MOST_WORDS) { return []; }
      }
      const found = Object.keys(seen).sort(function (a, b) { return a.localeCompare(b, language); });
      // What the legend tells apart is chosen there.
      const told = found.every(function (word) { return !word || labels.indexOf(word) >= 0; });
      return told || found.length < 2 || found.length * 2 > count ? [] : found;
    }

    const selects = {};
    if (linked) {
      table.headings.forEach(function (heading, column) {
        const found = column && !table.numeric[column] && Object.keys(selects).length < MOST_CHOICES ? wordsIn(column) : [];
        if (found.length) { selects[column] = selectOf(heading, column, found); }
      });
    } else {
      document.querySelector('.search').hidden = true;
    }

    function selectOf(heading, column, found) {
      const label = document.createElement('label'), name = document.createElement('bdi'), select = document.createElement('select');
      name.textContent = heading;
      [texts.any].concat(found).forEach(function (word, i) {
        const option = document.createElement('option');
        option.value = i ? 'is ' + word : '';
        option.textContent = word || texts.empty;
        select.appendChild(option);
      });
      select.addEventListener('change', function () {
        set(function () {
          delete state.chosen[column];
          if (select.value) { state.chosen[column] = select.value.slice(3); }
        });
      });
      label.appendChild(name);
      label.appendChild(select);
      document.querySelector('.choices').appendChild(label);
      return select;
    }

    // ---- from outside ---------------------------------------------------------------------------

    function set(change) {
      change();
      Object.keys(buttons).forEach(function (key) {
        buttons[key].setAttribute('aria-pressed', String(!state.off[key]));
      });
      Object.keys(selects).forEach(function (column) {
        selects[column].value = column in state.chosen ? 'is ' + state.chosen[column] : '';
      });
      if (search.value.trim() !== state.query) { search.value = state.query; }
      apply();
    }

    all.addEventListener('click', function () {
      set(function () {
        state.off = {};
        state.chosen = {};
        state.query = '';
      });
      search.focus();
    });

    return {
      state: state,
      keyOf: keyOf,
      listed: function () { return listed; },
      forget: function () { words = null; },
      // Whatever there is at this time.
      all: present,
      set: set,
      spotlight: spotlight,
      onChange: function (hear) { heard.push(hear); },
      // Only this class; once more: all of them.
      only: function (key, keys) {
        set(function () {
          const others = keys.filter(function (other) { return other !== key; });
          const alone = !state.off[key] && others.every(function (other) { return state.off[other]; });
          state.off = {};
          if (!alone) { others.forEach(function (other) { state.off[other] = true; }); }
        });
      },
      point: function (i) {
        Object.keys(buttons).forEach(function (key) {
          buttons[key].classList[i >= 0 && keyOf(i) === key ? 'add' : 'remove']('pointed');
        });
      }
    };
  }

  probono.pressed = pressed;
  probono.filterOf = filterOf;
}(window.probono = window.probono || {}));
